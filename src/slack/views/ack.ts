import { MOST_COMMENT } from '../../core/input.ts'

/** What is said in an acknowledgement, where Slack takes a sentence and no blocks. */
export const ACKS = {
  restarting: 'The bot is being restarted, so nothing was done. Please try again in a minute.',
  noReason: 'Please say why: the requester will read it.',
  tooLong: `Please write less: this field takes ${MOST_COMMENT} characters.`,
} as const
