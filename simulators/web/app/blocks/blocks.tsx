import type { Block } from '../../wire.ts'
import { Actions } from './actions.tsx'
import { DataTable } from './data-table.tsx'
import { Drawn } from './drawn.tsx'
import { Element } from './element.tsx'
import { type Fields, fieldsIn, isFields, textOf } from './element-value.ts'
import { InputBlock } from './input-block.tsx'

/**
 * Blocks as Slack draws them. slack-blocks-to-jsx draws what is only to be read; it tells nobody when something in it
 * is touched and knows no data_table, so what people touch is drawn here.
 */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <div
          key={block.block_id ?? index}
          className="block"
          data-block-id={block.block_id}
          data-block={block.type}
        >
          <OneBlock block={block} />
        </div>
      ))}
    </div>
  )
}

function OneBlock({ block }: { readonly block: Block }) {
  switch (block.type) {
    case 'actions':
    case 'context_actions':
      return <Actions block={block} elements={fieldsIn(block.elements)} />
    case 'input':
      return <InputBlock block={block} />
    case 'data_table':
      return <DataTable block={block} />
    case 'section':
      return <Section block={block} />
    case 'card':
      return <Card block={block} />
    case 'carousel':
      return (
        <div className="carousel">
          {fieldsIn(block.elements).map((card, index) => (
            <Card key={String(card.block_id ?? index)} block={{ ...card, type: 'card' }} />
          ))}
        </div>
      )
    case 'container':
      return <Container block={block} />
    default:
      return <Drawn block={block} />
  }
}

function Section({ block }: { readonly block: Block }) {
  const { accessory, ...rest } = block
  if (!isFields(accessory) || accessory.type === 'image') return <Drawn block={block} />
  return (
    <div className="with-accessory">
      <Drawn block={rest} />
      <Element block={block} element={accessory} />
    </div>
  )
}

function Card({ block }: { readonly block: Block }) {
  const { actions, ...rest } = block
  return (
    <div className="card">
      <Drawn block={rest} />
      {Array.isArray(actions) && <Actions block={block} elements={fieldsIn(actions)} />}
    </div>
  )
}

function Container({ block }: { readonly block: Block }) {
  const title = textOf(block.title)
  const children = fieldsIn(block.child_blocks).filter(isBlock)
  return (
    <details className="container" open={block.default_collapsed !== true}>
      <summary>{title}</summary>
      <Blocks blocks={children} />
    </details>
  )
}

function isBlock(block: Fields): block is Block {
  return typeof block.type === 'string'
}
