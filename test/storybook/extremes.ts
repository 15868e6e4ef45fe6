import { type Drawn, everyModal, everyView } from '../slack/views/every-view.ts'
import { HOSTILE } from '../slack/views/hostile.ts'
import type { Story } from './story.ts'

const ALL = ['card, requested', 'line, approved', 'dm, denied', 'answer, key', 'form, approve']

/** Texts from outside at their worst, and the views in which they are shown. */
const EXTREMES: Readonly<Record<keyof typeof HOSTILE, readonly string[]>> = {
  '60 aliases of 250 characters and 50 tags': [...ALL, 'answer, refused: key_ambiguous', 'answer, requests'],
  'texts of 3,000 characters': ['card, requested', 'form, deny'],
  'texts of 3,000 emoji': ['card, requested'],
  'text from right to left': ['card, requested', 'form, approve'],
  "Slack's entities": ['card, requested', 'line, approved'],
  markup: ['card, requested'],
  'empty texts': ['card, requested'],
}

/** The longest view of each of these kinds with the texts that are hardest to show. */
export function extremes(): readonly Story[] {
  return Object.entries(EXTREMES).flatMap(([texts, names]) => {
    const outside = HOSTILE[texts]
    if (!outside) throw new Error(`there are no ${texts}`)
    const all = [...everyView(outside), ...everyModal(outside)]
    return names.map((name) => ({ name: `${texts}: ${name}`, view: longest(all, name) }))
  })
}

function longest(all: readonly Drawn<Story['view']>[], name: string): Story['view'] {
  const [found] = all
    .filter((drawn) => drawn.name === name)
    .map(({ view }) => ({ view, length: JSON.stringify(view).length }))
    .sort((a, b) => b.length - a.length)
  if (!found) throw new Error(`there is no ${name}`)
  return found.view
}
