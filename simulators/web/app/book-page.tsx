import type { BookPage } from '../wire.ts'
import { Blocks } from './blocks/blocks.tsx'
import { type Fields, initialOf, isFields } from './blocks/element-value.ts'
import { type Form, SurfaceProvider } from './blocks/surface.tsx'

/** A message or a form, and under it what is heard of it. */
export function BookPageView({ page }: { readonly page: BookPage }) {
  const { title, notified, blocks, form, read } = page
  const id = title.replace(/\W+/g, '-')
  return (
    <article className="book-page" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <a href={`#${id}`}>{title}</a>
      </h2>
      <div className={form ? 'book-form' : 'book-message'}>
        {form && <p className="book-form-title">{form.title?.text}</p>}
        <SurfaceProvider where={{ viewId: title }} form={asGiven(blocks)} press={nothing}>
          {blocks.length > 0 ? <Blocks blocks={blocks} /> : <p>{read}</p>}
        </SurfaceProvider>
        {form && (
          <p className="book-form-foot">
            {[form.close, form.submit].map(
              (way) =>
                way && (
                  <button key={way.text} type="button" className="button">
                    {way.text}
                  </button>
                ),
            )}
          </p>
        )}
      </div>
      {notified && (
        <details>
          <summary>What notifications and screen readers get</summary>
          <p className="book-notified">{notified}</p>
        </details>
      )}
    </article>
  )
}

const nothing = async () => ({ ackMs: 0 })

/** What stands in the fields of a form when it opens. */
function asGiven(blocks: BookPage['blocks']): Form {
  const elements: readonly Fields[] = blocks.flatMap(({ element }) => (isFields(element) ? [element] : []))
  return {
    valueOf: (_, actionId) => initialOf(elements.find(({ action_id }) => action_id === actionId) ?? {}),
    change: () => {},
    errors: {},
  }
}
