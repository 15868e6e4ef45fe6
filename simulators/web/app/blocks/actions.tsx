import type { Block } from '../../wire.ts'
import { Element } from './element.tsx'
import type { Fields } from './element-value.ts'

export function Actions({
  block,
  elements,
}: {
  readonly block: Block
  readonly elements: readonly Fields[]
}) {
  return (
    <div className="actions">
      {elements.map((element, index) => (
        <Element key={String(element.action_id ?? index)} block={block} element={element} />
      ))}
    </div>
  )
}
