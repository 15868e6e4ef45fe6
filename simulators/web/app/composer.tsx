import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { sentence } from './api.ts'
import { completionsOf, isWhole } from './completion.ts'
import { useHere } from './directory.tsx'
import { useDraft } from './draft.tsx'
import { stepped } from './list-keys.ts'
import { send } from './send.ts'
import { Shortcuts } from './shortcuts.tsx'
import { useInView } from './use-in-view.ts'
import { useUnsent } from './use-unsent.ts'

interface Props {
  readonly channel: string
  readonly label: string
  readonly threadTs?: string
  readonly direct?: boolean
}

/** Where people type. Enter sends, Shift+Enter begins a line, arrows and Tab pick how a command goes on. */
export function Composer({ channel, label, threadTs, direct = false }: Props) {
  const { screen } = useHere()
  const { commands } = screen.app
  const draft = useDraft()
  const { line, setLine, giveBack } = useUnsent([screen.viewer, channel, threadTs].join(' '))
  const [picked, setPicked] = useState(-1)
  const [shut, setShut] = useState(false)
  const [state, setState] = useState<{ readonly busy: boolean; readonly problem: string }>(QUIET)
  const input = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const found = shut || threadTs ? [] : completionsOf(line, commands)
  const active = found.length > 0 ? Math.min(picked, found.length - 1) : -1
  const activeId = active >= 0 ? `${listId}-${active}` : undefined
  useInView(activeId)

  // Whoever comes to a channel can type at once; whoever goes through the people with the keys stays with them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens as the conversation opens, and at a call
  useEffect(() => {
    if (!threadTs && !document.activeElement?.matches('[data-control=person]')) input.current?.focus()
  }, [draft.calls])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a line that is offered is taken
  useEffect(() => {
    if (!draft.line || threadTs) return
    type(draft.line)
    draft.put('')
    input.current?.focus()
  }, [draft.line])

  function type(text: string): void {
    setLine(text)
    setPicked(-1)
    setShut(false)
    setState(QUIET)
  }

  async function submit(): Promise<void> {
    const text = line.trim()
    if (!text) return
    type('')
    setState({ busy: true, problem: '' })
    const problem = await send(screen, { channel, text, threadTs, direct }).catch(sentence)
    setState({ busy: false, problem: problem ?? '' })
    if (problem === undefined) return
    giveBack(text)
    // Nobody is typing: the list would hide what Slackbot says about the failure.
    setShut(true)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    const choice = found[Math.max(active, 0)]
    const picks =
      key === 'Tab' ? !event.shiftKey : key === 'Enter' && (active >= 0 || !isWhole(line, commands))
    if (event.nativeEvent.isComposing) return
    if (found.length > 0 && step) setPicked(stepped(active, step, found.length))
    else if (choice && picks && choice.line !== line) type(choice.line)
    else if (found.length > 0 && key === 'Escape') setShut(true)
    else if (key === 'Enter' && !event.shiftKey) void submit()
    else return
    event.preventDefault()
  }

  return (
    <div className="composer">
      {found.length > 0 && (
        <div className="completions" role="listbox" id={listId} aria-label="How the command can go on">
          {found.map((completion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the composer's
            <div
              role="option"
              tabIndex={-1}
              key={completion.label + completion.detail}
              id={`${listId}-${index}`}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => type(completion.line)}
            >
              <b>{completion.label}</b> <span>{completion.detail}</span>
            </div>
          ))}
        </div>
      )}
      <div className="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={line}
          placeholder={label}
          aria-label={label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={activeId}
          data-control={threadTs ? 'reply' : 'composer'}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
        />
        {!threadTs && <Shortcuts />}
        <button
          type="button"
          className="send"
          aria-label="Send"
          disabled={line.trim() === ''}
          onClick={() => void submit()}
        >
          ➤
        </button>
      </div>
      <p className="composer-state" role="status">
        {state.busy && <span className="busy">Sending…</span>}
        {state.problem}
      </p>
    </div>
  )
}

const QUIET = { busy: false, problem: '' }
