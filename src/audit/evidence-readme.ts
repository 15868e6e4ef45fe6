import { keyName } from '../core/key.ts'
import { CLIP, untrusted } from '../slack/views/text.ts'
import { toWish } from '../slack/views/wish.ts'
import type { Found } from './evidence.ts'
import { stepWords } from './evidence-steps.ts'
import { decisionsOf, reasonOf, type Story, type Written, writtenAt } from './evidence-story.ts'
import { STANDING } from './evidence-written.ts'
import { utc } from './utc.ts'
import { who } from './who.ts'

/** The first page of the evidence, for somebody who knows neither the bot nor its log. */
export function readme(story: Story, found: Found): string {
  const { request } = story
  return [
    `Evidence of request ${request.id}`,
    '='.repeat(20 + request.id.length),
    '',
    `Made ${utc(found.madeAt)} by cckm-bot ${found.version}, out of its audit log. All times are UTC.`,
    ...(found.intact ? [] : ['', 'WARNING: something was tampered with. See “Whether one may believe it”.']),
    ...section('In short', short(story)),
    ...section('What was asked', asked(story)),
    ...section('Who agreed', agreed(story)),
    ...section('What happened', happened(story)),
    ...section('Whether one may believe it', believed(found)),
    ...section('How to check it without cckm-bot', CHECK),
    ...section('What this does not show', LIMITS),
    ...section('The files', FILES),
    '',
  ].join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', '', title, '-'.repeat(title.length), '', ...lines.flatMap(wrapped)]
}

function short(story: Story): readonly string[] {
  const { request, names } = story
  const yes = decisionsOf(story).filter(({ verdict }) => verdict === 'approved')
  const people = [...new Set(yes.map(({ by }) => who(by, names)))]
  return [
    `${who(request.requester, names)} asked ${toWish(request)}. Key: ${line(keyName(request.key))}. ${people.length === 0 ? 'Nobody approved it.' : `${people.join(' and ')} approved it.`} The request is ${stateOf(story)}.`,
  ]
}

function stateOf({ state }: Story): string {
  return STATES[state] ?? state
}

function asked(story: Story): readonly string[] {
  const { request, names } = story
  const { key, requester, askedAt, follows } = request
  const reason = reasonOf(story)
  const [, , , region = key.region, account = key.account] = key.arn.split(':')
  return [
    `${who(requester, names)} asked ${toWish(request)}, ${utc(new Date(askedAt).toISOString())}.`,
    '',
    `Key:      ${line(keyName(key))}`,
    `          ${line(key.arn)}`,
    `          account ${line(account)}, Region ${line(region)}`,
    `Reason:   ${reason ? textOf(reason) : 'none was given'}`,
    ...(follows ? [`Follows:  ${follows}`] : []),
  ]
}

function agreed(story: Story): readonly string[] {
  const decisions = decisionsOf(story)
  if (decisions.length === 0)
    return [
      story.request.rule.approvals === 0
        ? 'The policy in force asked for nobody’s approval.'
        : 'Nobody decided about it.',
    ]
  return decisions.map(
    ({ at, by, verdict, comment, seq }) =>
      `${utc(at)}  ${who(by, story.names)} ${VERDICTS[verdict]} (#${seq})${comment ? `: ${textOf(comment)}` : '.'}`,
  )
}

const VERDICTS = { approved: 'approved', denied: 'denied it', withdrawn: 'took it back' } as const

function happened({ request, steps, names }: Story): readonly string[] {
  return steps.map((step) => {
    const comment = writtenAt(step, request)
    const words = `${stepWords(step.entry, request, names)}${comment ? ` Written to it: ${textOf(comment)}` : ''}`
    return `${utc(step.entry.at)}  #${step.seq}  ${words}`
  })
}

const STATES: Readonly<Partial<Record<Story['request']['state'], string>>> = {
  requested: 'waiting for a decision',
  approved: 'approved, and waiting to be carried out',
  executing: 'being carried out',
  calling: 'being carried out: the call was under way',
  unconfirmed: 'not confirmed: it was not known yet whether the call took effect',
  succeeded: 'done',
  superseded: 'closed, since the key had changed',
  cancelled: 'closed by the bot',
}

function believed({ verdict, covering, from, to, anchors, card }: Found): readonly string[] {
  return [
    ...verdict,
    '',
    'Each entry of the log has a number and a hash, which covers its own text and the hash of the entry before: so a hash covers everything before it. Whoever changes, adds or removes an entry changes all hashes after it. The bot tells these hashes in Slack, in the threads of its requests and once a day as an anchor in the channel, and prints them for log collectors: nobody can change the log unseen who cannot also change what is kept there.',
    '',
    `chain.jsonl has all entries from #${from} to #${to}: those of this request and, as the chain needs them, those in between.`,
    ...(covering === null
      ? [
          'No anchor that covers the whole request was at hand. Compare the hash of its last entry with its line in Slack, or make this again with --slack or --anchors.',
        ]
      : [`#${covering.seq} covers the whole request. ${covering.where} has its hash: ${covering.hash}.`]),
    ...(anchors > 0
      ? [
          `anchors.jsonl has ${anchors === 1 ? 'the one place' : `all ${anchors} places`} where a hash of this part of the log is kept, and says where.`,
        ]
      : []),
    ...(card
      ? [
          `In Slack the card of the request stands at /archives/${card.channel}/p${card.ts.replace('.', '')}, behind the address of the workspace. The foot of each line in its thread shows the number and half of the hash of its entry.`,
        ]
      : []),
  ]
}

const CHECK = [
  'With Python 3, in the folder where this was unpacked:',
  '',
  '    python3 verify.py',
  '',
  'It needs nothing else, and is short enough to be read first; cckm-bot has the same file as src/audit/verify.py. It computes every hash of chain.jsonl again, compares them with anchors.jsonl, sees whether entries.jsonl has all entries of the request, whether request.json tells what they tell, and whether the reason and the comments are the ones that were written. It prints every step with who took it: where this text says otherwise, believe that.',
  'Then compare anchors.jsonl with the places that it names: Slack, or your own log collector. That part nobody can do for you.',
]

const LIMITS = [
  'Entries name people by their Slack ids and keys by their ARN. The names of people are what the bot last heard them called, the alias of the key is what CipherTrust said when it was asked for, and neither is covered by the hashes.',
  'A hash says that nothing was changed after it was told to others. What happened before that, between the event and the next line in Slack or anchor, rests on the bot and on the machine it runs on. Whoever controls its database and its Slack account, where nobody keeps its log lines, could tell another story.',
  'That CipherTrust did what it answered is in CipherTrust’s own records, under the account and the time above and, where it gave one, the id of its request.',
]

const FILES = [
  'request.json    the request, as data',
  'entries.jsonl   its entries in the log, as they are stored',
  'chain.jsonl     the part of the log that links them to an anchor',
  'anchors.jsonl   hashes that others keep, and where',
  'verify.json     what “cckm-bot audit verify” said of the whole log',
  'verify.py       checks all that without cckm-bot',
]

/** Whatever somebody can write in Slack: what is said to be as it was written is not cut. */
const WHOLE = 10_000

function textOf({ text, standing }: Written): string {
  return `${text === '' ? '' : `“${untrusted(text, WHOLE)}” `}(${STANDING[standing]})`
}

function line(text: string): string {
  return untrusted(text, CLIP.value)
}

const WIDTH = 100

/** Long lines, at spaces. What is set out in columns stays as it is. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  const indent = /^\d{4}-\d\d-\d\d /.test(text) ? '    ' : ''
  let rest = text
  while (rest.length > WIDTH) {
    const space = rest.lastIndexOf(' ', WIDTH)
    if (space <= indent.length) break
    lines.push(rest.slice(0, space))
    rest = indent + rest.slice(space + 1)
  }
  return [...lines, rest]
}
