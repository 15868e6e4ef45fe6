import { useEffect, useRef, useState } from 'react'
import type { ViewLook } from '../wire.ts'
import { attempt, post } from './api.ts'
import { Blocks } from './blocks/blocks.tsx'
import { shortOf } from './blocks/element-value.ts'
import { type Form, SurfaceProvider } from './blocks/surface.tsx'
import { Dialog } from './dialog.tsx'
import { useHere } from './directory.tsx'
import { missingIn, submitted } from './modal-inputs.ts'

/** The modal on top of this person's stack; those below it come back as it goes. */
export function Modals() {
  const { modals } = useHere().screen
  const top = modals.at(-1)
  return top ? <Modal key={top.id} view={top} /> : null
}

const TROUBLE = 'We had some trouble connecting. Try again?'

function Modal({ view }: { readonly view: ViewLook }) {
  const { viewer, app } = useHere().screen
  const [entered, setEntered] = useState<Readonly<Record<string, unknown>>>({})
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const body = useRef<HTMLDivElement>(null)
  const title = view.title?.text ?? app.name

  // biome-ignore lint/correctness/useExhaustiveDependencies: an update may bring the first input
  useEffect(() => {
    if (body.current?.contains(document.activeElement)) return
    // What is decided stands above the first input, and is to be read first.
    body.current?.querySelector<HTMLElement>('[data-input]')?.focus({ preventScroll: true })
  }, [view.hash])

  const form: Form = {
    valueOf: (blockId, actionId) => {
      const key = `${blockId} ${actionId}`
      return key in entered ? entered[key] : shortOf(view.state.values[blockId]?.[actionId] ?? {})
    },
    change: (blockId, actionId, value) => {
      setEntered((before) => ({ ...before, [`${blockId} ${actionId}`]: value }))
      setMissing(({ [blockId]: _filled, ...others }) => others)
    },
    errors: { ...view.errors, ...missing },
  }
  async function submit(): Promise<void> {
    if (busy) return
    const problems = missingIn(view.blocks, form)
    setMissing(problems)
    if (Object.keys(problems).length > 0) return
    setBusy(true)
    setTrouble('')
    const values = submitted(view.blocks, form)
    const { error } = await attempt('/control/submit', { user: viewer, viewId: view.id, values, wait: 0 })
    setBusy(false)
    if (error) setTrouble(error.includes(' ') ? error : TROUBLE)
  }
  const close = (all: boolean) => {
    // The screen shows that it is closed; that the app did not hear of it is nothing a person would see.
    post('/control/close', { user: viewer, viewId: view.id, all, wait: 0 }).catch(() => {})
  }

  return (
    <Dialog label={title} onCancel={() => close(false)} viewId={view.id}>
      <form
        noValidate
        data-callback-id={view.callback_id}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <header className="modal-head">
          <h2>{title}</h2>
          <button type="button" className="icon close" aria-label="Close" onClick={() => close(true)}>
            ×
          </button>
        </header>
        <div className="modal-body" ref={body}>
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          <SurfaceProvider where={{ viewId: view.id }} held={view.state.values} form={form}>
            <Blocks blocks={view.blocks} />
          </SurfaceProvider>
        </div>
        <footer className="modal-foot">
          <button type="button" className="button" data-control="close" onClick={() => close(false)}>
            {view.close?.text ?? 'Cancel'}
          </button>
          {view.submit && (
            <button
              type="submit"
              className="button"
              data-control="submit"
              data-style="primary"
              aria-disabled={busy}
              aria-busy={busy}
            >
              {view.submit.text}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  )
}
