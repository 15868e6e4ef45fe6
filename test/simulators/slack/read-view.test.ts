import { describe, expect, it } from 'vitest'
import { readView } from '../../../simulators/slack/views/read-view.ts'
import { modal, plain, section, times } from './block-kit/samples.ts'

describe('readView', () => {
  it('takes a view of 250,000 bytes and refuses one byte more', () => {
    const sized = (bytes: number) => {
      const full = times(84, () => section({ text: plain('x'.repeat(2900)) }))
      const empty = modal({ blocks: [...full, section({ text: plain('') })] })
      const rest = bytes - JSON.stringify(empty).length
      return modal({ blocks: [...full, section({ text: plain('x'.repeat(rest)) })] })
    }
    expect(readView(sized(250_000))).toMatchObject({ type: 'modal' })
    expect(() => readView(sized(250_001))).toThrow('view_too_large')
  })

  it.each([
    ['nothing', undefined],
    ['text that is not JSON', '{'],
    ['a list', '[]'],
  ])('refuses %s as invalid_arguments', (_what, given) => {
    expect(() => readView(given)).toThrow('invalid_arguments')
  })
})
