import { writeFileSync } from 'node:fs'
import { blockIds, isA, type Modal, type Observed, type Seen, textOf, until } from '../observed.ts'
import { type Bot, demoPolicy, type Stage } from '../stage.ts'
import { flagReader } from './flag-reader.ts'

/** What a step of the story does, and whether what it promises was seen. */
export type Act = () => Promise<boolean>
export type Acts = Readonly<Record<string, Act>>

export type Scene = ReturnType<typeof createScene>

/** What the steps of the story have in common: people acting, and looking at what came of it. */
export function createScene(stage: Stage, seen: Observed, started: Bot) {
  const { slack, ciphertrust } = stage
  const rotationOf = flagReader(ciphertrust)
  let bot = started

  /** The one card of a key that stands as is waited for. */
  async function cardThatSays(alias: string, standing: RegExp): Promise<Seen | undefined> {
    const says = (card: Seen) => standing.test(textOf(card, 'standing'))
    const cards = await until(
      () => seen.cardsOf(alias),
      (found) => found.some(says),
    )
    const [card, ...more] = cards.filter(says)
    return more.length === 0 ? card : undefined
  }

  /** Every call about keys; the bot logs in when it likes. */
  async function called() {
    return (await seen.calls()).filter(({ path }) => !path.includes('/auth/tokens'))
  }

  async function callsFor(keyPath: string) {
    return (await seen.writes()).filter(({ path }) => path.startsWith(keyPath))
  }

  /** Presses Approve or Deny on the waiting card of a key; what the form shows then. */
  async function openForm(
    user: string,
    alias: string,
    verdict: 'approve' | 'deny',
  ): Promise<Modal | undefined> {
    const card = await cardThatSays(alias, /^Waiting/)
    return card && seen.openForm(user, card, verdict)
  }

  return {
    ...{ slack, seen, cardThatSays, callsFor, openForm },
    bot: () => bot,

    /** Ends the bot and starts it again, on the same database, with another time for decisions. */
    async restart(expires?: string): Promise<void> {
      await bot.end('SIGTERM')
      writeFileSync(stage.policyFile, demoPolicy(slack, expires))
      bot = await stage.startBot()
    },

    async refusedWithoutACall(user: string, text: string, refusal: string): Promise<boolean> {
      const before = (await called()).length
      const answer = await seen.type(user, text)
      const after = (await called()).slice(before)
      return blockIds(answer).includes(`refused:${refusal}`) && after.length === 0
    },

    async refusedWithAWord(user: string, text: string, refusal: string, word: string): Promise<boolean> {
      const answer = await seen.type(user, text)
      const said = answer.replies.map((reply) => textOf(reply, `refused:${refusal}`)).join(' ')
      return said.includes(word)
    },

    async readsAs(keyPath: string, flag: 'on' | 'off'): Promise<boolean> {
      const read = await until(
        () => rotationOf(keyPath),
        (found) => found === flag,
      )
      return read === flag
    },

    async decide(
      user: string,
      alias: string,
      verdict: 'approve' | 'deny',
      comment?: string,
    ): Promise<boolean> {
      const form = await openForm(user, alias, verdict)
      return form !== undefined && blockIds(await seen.submit(user, form, comment)).includes('decided')
    },

    async showsTheFlagReadBack(alias: string, keyPath: string, standing: RegExp): Promise<boolean> {
      const card = await cardThatSays(alias, standing)
      const shown = card ? /: (on|off)/.exec(textOf(card, 'rotation'))?.[1] : undefined
      return card !== undefined && shown === (await rotationOf(keyPath))
    },

    async keyPathOf(alias: string): Promise<string> {
      const card = (await seen.cardsOf(alias))[0]
      const arn = card ? (/arn:\S+/.exec(textOf(card, 'key'))?.[0] ?? '') : ''
      return rotationOf.pathOf(arn)
    },
  }
}

export function has(modal: Modal | undefined, block: string): boolean {
  return modal?.blocks.some(({ block_id }) => block_id === block) ?? false
}

/** Each line carries its entry's whole hash and shows half of it; the places in the log only go up. */
export function linesAreWitnessed(card: Seen): boolean {
  const payloads = card.thread.filter(isA('cckm_line')).map(({ metadata }) => metadata?.event_payload ?? {})
  const seqs = payloads.map(({ seq }) => Number(seq))
  const shown = card.thread.every((line, index) => {
    const hash = String(payloads[index]?.hash)
    return (
      /^[0-9a-f]{64}$/.test(hash) &&
      textOf(line, 'witness').includes(`#${seqs[index]} · ${hash.slice(0, 32)}`)
    )
  })
  return payloads.length === card.thread.length && shown && seqs.every((seq, i) => seq > (seqs[i - 1] ?? 0))
}
