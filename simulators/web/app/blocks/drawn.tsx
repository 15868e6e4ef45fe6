import { type Block as LibraryBlock, Message } from 'slack-blocks-to-jsx'
import type { Block } from '../../wire.ts'
import { ChannelMention, GroupMention, LinkTo, PersonMention, When } from './inline.tsx'
import { asMarkdown } from './markdown.ts'

// The library keeps the first hooks that it was given, so names are looked up by the components themselves.
const HOOKS = {
  user: ({ id }: { readonly id: string }) => <PersonMention id={id} />,
  channel: ({ id }: { readonly id: string }) => <ChannelMention id={id} />,
  usergroup: ({ id }: { readonly id: string }) => <GroupMention id={id} />,
  date: When,
  link: LinkTo,
}

/** A block that is only to be read, drawn by slack-blocks-to-jsx. */
export function Drawn({ block }: { readonly block: Block }) {
  const drawn = asMarkdown(block) as unknown as LibraryBlock
  return <Message blocks={[drawn]} name="" logo="" withoutWrapper hooks={HOOKS} />
}
