import { Dialog } from '../dialog.tsx'
import { type Fields, textOf } from './element-value.ts'

interface Props {
  readonly confirm: Fields
  readonly onConfirm: () => void
  readonly onDeny: () => void
}

export function ConfirmDialog({ confirm, onConfirm, onDeny }: Props) {
  return (
    <Dialog label={textOf(confirm.title)} onCancel={onDeny} small>
      <header className="modal-head">
        <h2>{textOf(confirm.title)}</h2>
      </header>
      <p className="modal-body">{textOf(confirm.text)}</p>
      <footer className="modal-foot">
        <button type="button" className="button" data-control="deny" onClick={onDeny}>
          {textOf(confirm.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className="button"
          data-control="confirm"
          data-style={confirm.style === 'danger' ? 'danger' : 'primary'}
          onClick={onConfirm}
        >
          {textOf(confirm.confirm) || 'Yes'}
        </button>
      </footer>
    </Dialog>
  )
}
