import { useState } from 'react'
import type { BotLook } from '../../wire.ts'
import { post, sentence } from '../api.ts'
import { useHere } from '../directory.tsx'

const WORDS: Readonly<Record<BotLook['state'], string>> = {
  starting: 'is starting…',
  running: 'is running',
  ended: 'has ended',
}

export function BotSection({ bot }: { readonly bot: BotLook }) {
  const { connections } = useHere().screen
  const [problem, setProblem] = useState('')
  const act = (what: 'restart' | 'kill') => {
    setProblem('')
    post('/demo/bot', { do: what }).catch((error) => setProblem(sentence(error)))
  }
  return (
    <section aria-label="The bot">
      <h3>The bot</h3>
      <p role="status" data-bot={bot.state}>
        <span className="lamp" data-state={bot.state} aria-hidden="true" /> It {WORDS[bot.state]}
        {bot.ended && ` (${bot.ended})`}, with {connections} {connections === 1 ? 'socket' : 'sockets'} to
        Slack.
      </p>
      <div className="row">
        <button
          type="button"
          data-control="restart"
          disabled={bot.state === 'starting'}
          onClick={() => act('restart')}
        >
          {bot.state === 'ended' ? 'Start the bot' : 'Restart the bot'}
        </button>
        <button
          type="button"
          data-control="kill"
          disabled={bot.state !== 'running'}
          onClick={() => act('kill')}
        >
          kill -9 the bot
        </button>
      </div>
      {bot.state === 'ended' && bot.lastWords.length > 0 && (
        // What it said counts when it ended by itself, and not when somebody pressed the button above.
        <details className="last-words" open={!bot.ended?.startsWith('SIG')}>
          <summary>The end of its log</summary>
          <pre>{bot.lastWords.join('\n')}</pre>
        </details>
      )}
      {problem && <p role="alert">{problem}</p>}
    </section>
  )
}
