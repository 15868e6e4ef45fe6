import { z } from 'zod'
import { readContent } from '../content.ts'
import { fileJson } from '../files/file-json.ts'
import type { StoredFile } from '../files/files.ts'
import { type Fields, parseJson } from '../json.ts'
import { addMessage } from '../messages.ts'
import type { Simulator } from '../simulator.ts'
import { SlackError } from '../slack-error.ts'
import { invalidArguments } from '../views/read-view.ts'
import { numberArg, textArg } from './args.ts'
import { writableChannelOf } from './channels.ts'
import { threadOf } from './chat-post.ts'
import type { Method } from './method.ts'

// https://docs.slack.dev/messaging/working-with-files: one gigabyte.
const LARGEST = 1_000_000_000

const completion = z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1)

export const getUploadUrl: Method = ({ sim, args }) => {
  const name = textArg(args, 'filename')
  const length = numberArg(args, 'length')
  if (!name) throw invalidArguments('missing required field: filename')
  if (length === undefined || !Number.isInteger(length) || length < 1) {
    throw invalidArguments('must be a positive integer [json-pointer:/length]')
  }
  if (length > LARGEST) throw new SlackError('file_upload_size_restricted')
  const file = sim.files.expect({ name, length })
  return { upload_url: `${sim.origin}/upload/v1/${file.secret}`, file_id: file.id }
}

/** Shares what was uploaded: to a channel or thread, or to nobody yet. */
export const completeUpload: Method = ({ sim, args }) => {
  const given = typeof args.files === 'string' ? parseJson(args.files) : args.files
  const parsed = completion.safeParse(given)
  if (!parsed.success) throw invalidArguments('must be an array of files [json-pointer:/files]')
  const files = parsed.data.map(({ id, title }) => uploaded(sim, id, title))
  share(sim, files, args)
  return { files: files.map((file) => fileJson(sim, file)) }
}

export const filesInfo: Method = ({ sim, args }) => {
  const file = sim.files.find(textArg(args, 'file') ?? '')
  if (!file?.sharedTo) throw new SlackError('file_not_found')
  return { file: fileJson(sim, file), comments: [], response_metadata: { next_cursor: '' } }
}

function uploaded(sim: Simulator, id: string, title: string | undefined): StoredFile {
  const file = sim.files.find(id)
  if (!file || file.sharedTo || file.content?.length !== file.length) throw new SlackError('file_not_found')
  file.title = title ?? file.title
  return file
}

function share(sim: Simulator, files: readonly StoredFile[], args: Fields): void {
  const ids = [textArg(args, 'channel_id'), ...(textArg(args, 'channels') ?? '').split(',')].filter(Boolean)
  const channels = ids.map((channel) => writableChannelOf(sim, { channel }))
  const { blocks = [] } = readContent({ blocks: args.blocks })
  const text = blocks.length > 0 ? '' : (textArg(args, 'initial_comment') ?? '')
  const drafts = channels.map((channel) => ({
    channel: channel.id,
    user: sim.world.bot.userId,
    text,
    blocks,
    threadTs: threadOf(sim, channel, args),
    files: files.map(({ id }) => id),
  }))
  for (const file of files) file.sharedTo = channels.map(({ id }) => id)
  for (const draft of drafts) addMessage(sim.world, sim.now(), draft)
  for (const { id, user } of channels) {
    if (user) sim.deliveries.announce({ to: user, via: 'dm', text, blocks, channel: id })
  }
}
