import type { Reply } from '../../src/core/reply.ts'
import type { Look } from './world/keys.ts'

/** The words of a story, for people who know the product and not its code. */
export const inWords = {
  spaced,
  time(at: number): string {
    return new Date(at).toISOString().slice(8, 23).replace('T', ' ')
  },
  /** U0ANN is Ann. */
  person(id: string): string {
    const name = id.replace(/^[UW]0/, '').toLowerCase()
    return name.charAt(0).toUpperCase() + name.slice(1)
  },
  key: (key: number): string => `key ${key}`,
  change({ alias, on, enabled, hidden }: Partial<Look>): string {
    if (alias !== undefined) return 'gets another alias'
    if (on !== undefined) return `is switched ${on ? 'on' : 'off'} in AWS`
    if (enabled !== undefined) return `is ${enabled ? 'enabled' : 'disabled'} in AWS`
    return hidden ? 'is taken out of sight of the account' : 'is back in sight of the account'
  },
  where(channel: string, thread: string | null): string {
    if (thread) return ' in the thread of the card'
    return channel.startsWith('D') ? ` as a direct message` : ` in ${channel}`
  },
  reply(reply: Reply): string {
    switch (reply.kind) {
      case 'refused':
        return `refused, ${spaced(reply.refusal)}`
      case 'asked':
      case 'withdrawn':
      case 'settled':
      case 'closed':
        return `${reply.request.id} is ${reply.request.state}`
      case 'decided':
        return `${spaced(reply.verdict)} is recorded, ${reply.request.id} is ${reply.request.state}`
      case 'form':
        return `the form to ${reply.verdict} ${reply.request.id}`
      default:
        return spaced(reply.kind)
    }
  },
  /** `ledger.commit(approved)` is “writing that it is approved”. */
  step(name: string): string {
    const [method = '', about = ''] = name.split(/[()]/)
    return `${STEPS[method] ?? method}${about ? ` “${spaced(about)}”` : ''}`
  },
}

const STEPS: Readonly<Record<string, string>> = {
  'ledger.commit': 'writing the step',
  'ledger.refuse': 'writing a refusal',
  'ledger.flushRefusals': 'writing counted refusals',
  'anchors.owed': 'looking whether an anchor is owed',
  'anchors.trying': 'noting that it is about to post the anchor',
  'anchors.refused': 'noting that Slack does not take the anchor',
  'anchors.posted': 'noting that the anchor is posted',
  'names.seen': 'noting a name',
  'ledger.note': 'writing a note about itself',
  'inputs.take': 'storing what was typed or pressed',
  'inputs.answered': 'noting that somebody was answered',
  'jobs.claim': 'taking up what is due',
  'jobs.finish': 'putting back what it was doing',
  'deliveries.tryingCard': 'noting that it is about to post the card',
  'deliveries.tryingMessage': 'noting that it is about to post a message',
  'deliveries.cardPosted': 'noting that the card is posted',
  'deliveries.cardDrawn': 'noting that the card is redrawn',
  'deliveries.messagePosted': 'noting that a message is posted',
  'chat.postMessage': 'posting to Slack',
  'chat.update': 'redrawing a card',
  'deliveries.delivery': 'looking at what a card is to show',
  'deliveries.cardLost': 'noting that the card is gone',
  'deliveries.cardGivenUp': 'noting that nobody can see the card',
  'inputs.unanswered': 'looking at what was typed or pressed',
  'inputs.finalReply': 'looking whether it was answered',
  'requests.request': 'looking at the request',
  'requests.cardOf': 'looking where the card stands',
  'requests.requestOfInput': 'looking whether it was asked already',
  'requests.lastRequestOn': 'looking for the last request on the key',
  'store.rebuildJobs': 'finding what the last life left',
  'store.meetBot': 'noting who it is to Slack',
  'store.fileEntries': 'filing the audit log',
  'policyHash.set': 'noting the policy',
  'users.info': 'asking Slack who somebody is',
  'usergroups.users.list': 'asking Slack who is in a group',
  'conversations.info': 'asking Slack about the channel',
  'conversations.history': 'looking for its message in the channel',
  'conversations.replies': 'looking for its line in the thread',
  'conversations.open': 'opening the direct messages',
  'chat.getPermalink': 'asking for a link to the card',
  'chat.postEphemeral': 'answering in the channel',
  response_url: 'answering',
  take: 'hearing somebody',
  'ciphertrust.find': 'looking for the key',
  'ciphertrust.prepare': 'logging in to CipherTrust',
  'ciphertrust.send': 'sending the call to CipherTrust',
  'ciphertrust.read': 'reading the key',
  'ciphertrust.readRotation': 'reading the flag',
}

function spaced(text: string): string {
  return text.replaceAll(/[_-]/g, ' ')
}
