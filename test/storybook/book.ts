import { ACKS } from '../../src/slack/views/ack.ts'
import { REFUSALS } from '../../src/slack/views/refusal.ts'
import { ORDINARY } from '../slack/views/every-request.ts'
import { anchors, everyModal, noticeOf } from '../slack/views/every-view.ts'
import { answers, refused, shownKeys } from './answers.ts'
import { cards } from './cards.ts'
import { extremes } from './extremes.ts'
import { refusals } from './refusals.ts'
import { createTelling, type Story } from './story.ts'
import { tellings } from './tellings.ts'

export interface Chapter {
  readonly title: string
  readonly about: string
  readonly stories: readonly Story[]
}

/** Everything the bot says, in the order in which somebody meets it. */
export function book(): readonly Chapter[] {
  const isTelling = createTelling()
  const chapters = ordinary().map((chapter) => ({ ...chapter, stories: chapter.stories.filter(isTelling) }))
  const about = 'The longest of them with the texts that are hardest to show.'
  return [...chapters, { title: 'Extremes', about, stories: extremes() }]
}

function ordinary(): readonly Chapter[] {
  const told = tellings()
  const of = (place: string) => told.filter(({ name }) => name.startsWith(`${place}, `))
  return [
    {
      title: 'Cards',
      about: 'The one message of a request, in the channel where every request is shown.',
      stories: cards(),
    },
    { title: 'Thread lines', about: 'What the thread of a card says of each step.', stories: of('line') },
    { title: 'Direct messages', about: 'The outcome, to the requester alone.', stories: of('dm') },
    {
      title: 'Outcomes',
      about: 'The outcome, where the command was typed, and in the channels that the policy notifies.',
      stories: of('outcome'),
    },
    {
      title: 'Forms',
      about: 'What opens where somebody presses Approve or Deny, or types it.',
      stories: forms(),
    },
    {
      title: 'Anchors',
      about: 'Once a day in the channel, for whoever checks the audit log later.',
      stories: anchors(ORDINARY),
    },
    { title: 'Answers', about: 'What a command or a press is answered with.', stories: answers() },
    { title: 'Keys', about: 'What /cckm show says of a key.', stories: shownKeys() },
    { title: 'Refusals', about: 'Why something is not done, and what to do instead.', stories: refused() },
    {
      title: 'Sentences',
      about: 'What is said where Slack takes a sentence and nothing more.',
      stories: sentences(),
    },
  ]
}

function forms(): readonly Story[] {
  const [refusal] = refusals()
  const notices = refusal ? [noticeOf(refusal), noticeOf({ kind: 'broken', reference: 'a1b2c3d4e5f6' })] : []
  return [...everyModal(ORDINARY).filter(({ name }) => !name.startsWith('notice')), ...notices]
}

function sentences(): readonly Story[] {
  const { not_stored, slow_to_store, too_many, too_many_of_yours } = REFUSALS
  return Object.entries({ ...ACKS, not_stored, slow_to_store, too_many, too_many_of_yours }).map(
    ([name, view]) => ({
      name: `sentence, ${name}`,
      view,
    }),
  )
}
