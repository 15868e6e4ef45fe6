// Slack's limits as its reference states them, lengths in Unicode code points:
// https://docs.slack.dev/reference/block-kit/blocks, …/block-elements, …/composition-objects
export const BLOCK_LIMITS = {
  message: { blocks: 50 },
  blockId: 255,
  actionId: 255,
  text: 3000,
  section: { text: 3000, fields: 10, field: 2000 },
  header: { text: 150 },
  context: { elements: 10 },
  actions: { elements: 25 },
  button: { text: 75, value: 2000, url: 3000, accessibilityLabel: 75 },
  confirm: { title: 100, text: 300, confirm: 30, deny: 30 },
  image: { url: 3000, altText: 2000, title: 2000 },
  input: { label: 2000, hint: 2000 },
  plainTextInput: { placeholder: 150, maxLength: 3000 },
} as const
