import type { ModalView } from '@slack/types'

export const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** A modal with one input, which holds `because` at first. */
export const form = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'ask',
  title: plain('Ask'),
  submit: plain('Send'),
  private_metadata: 'R-1',
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'text', initial_value: 'because', max_length: 20 },
    },
  ],
  ...more,
})
