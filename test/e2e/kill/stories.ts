import type { Observed, Seen } from '../../../simulators/observed.ts'
import type { Stage } from '../../../simulators/stage.ts'
import type { KeyName } from '../staged.ts'
import { type Books, isClosed } from './books.ts'
import type { Players } from './players.ts'

export interface Playing {
  readonly stage: Stage
  readonly seen: Observed
  readonly players: Players
  readonly key: KeyName
}

/** What people do about one key, until its requests have come to their end. */
export type Story = (playing: Playing) => Promise<void>

export const approval: Story = async (playing) => {
  await approveNewest(playing, await ask(playing))
  await playing.players.rest(playing.key.id, isClosed)
}

/** Two must approve: the second does so when all that follows from the first is done. */
export const quorum: Story = async (playing) => {
  const { stage, players, key } = playing
  const { approver1, approver2 } = stage.slack.users
  await approveNewest(playing, await ask(playing), approver1)
  await approveNewest(
    playing,
    await players.rest(key.id, ({ approvals }) => approvals.at(-1) === 1),
    approver2,
  )
  await players.rest(key.id, isClosed)
}

export const denial: Story = async (playing) => {
  const { stage, players, key } = playing
  const { approver1 } = stage.slack.users
  const card = await newestCard(playing, await ask(playing))
  const form = await players.openForm(approver1, card, 'deny')
  await players.submit(approver1, form, 'Not before the release')
  await players.rest(key.id, isClosed)
}

export const withdrawal: Story = async (playing) => {
  const { stage, players, key } = playing
  const { requests } = await ask(playing)
  await players.type(stage.slack.users.requester, `withdraw ${requests.at(-1)}`)
  await players.rest(key.id, isClosed)
}

/** Nobody decides; the policy's time is short. */
export const expiry: Story = async ({ stage, players, key }) => {
  await players.type(stage.slack.users.requester, `rotate ${key.alias}`)
  await players.rest(key.id, isClosed)
}

/** The key changes between the card and the press: a fresh request asks anew, and that one is approved. */
export const change: Story = async (playing) => {
  const { stage, seen, players, key } = playing
  const { approver1 } = stage.slack.users
  const card = await newestCard(playing, await ask(playing))
  await seen.key(key.id, { aws_param: { Alias: [key.alias, `${key.alias}-renamed`] } })
  const notice = await players.openForm(approver1, card, 'approve')
  await players.close(approver1, notice)
  await approveNewest(playing, await players.rest(key.id, ({ requests }) => requests.length === 2))
  await players.rest(key.id, isClosed)
}

async function ask({ stage, players, key }: Playing): Promise<Books> {
  await players.type(stage.slack.users.requester, `rotate ${key.alias} because CHG-4711`)
  return players.rest(key.id, ({ requests }) => requests.length === 1)
}

async function approveNewest(
  playing: Playing,
  books: Books,
  approver = playing.stage.slack.users.approver1,
): Promise<void> {
  const { players } = playing
  const form = await players.openForm(approver, await newestCard(playing, books), 'approve')
  await players.submit(approver, form, 'As agreed')
}

async function newestCard({ seen, players }: Playing, { requests }: Books): Promise<Seen> {
  const [card] = await players.see(
    async () =>
      (await seen.cards()).filter(({ metadata }) => metadata?.event_payload.request === requests.at(-1)),
    (cards) => cards.length > 0,
  )
  if (!card) throw new Error('there is no card to decide on')
  return card
}
