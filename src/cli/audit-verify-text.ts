import { type Finding, isBeside } from '../audit/finding.ts'
import { findingWords } from '../audit/finding-words.ts'
import { noticeWords } from '../audit/notice.ts'
import { utc } from '../audit/utc.ts'
import type { Witness } from '../audit/witness.ts'
import type { Outcome } from './audit-verify.ts'

/** What was found out, for people: first whether the log is intact. */
export function verifiedText(outcome: Outcome): string {
  const { findings, missing, verified } = outcome
  const [first, ...more] = findings
  return [
    first ? tampered(first) : missing.length > 0 ? HALF : 'The log is intact.',
    ...more.map((finding) => `Also: ${findingWords(finding)}`),
    heldWords(outcome),
    ...requestWords(outcome),
    ...witnessWords(outcome),
    ...missing.map((sentence) => `Missing: ${sentence}`),
    ...verified.notices.map((notice) => `Note: ${noticeWords(notice)}`),
  ].join('\n')
}

/** The same as data. */
export function verifiedJson(outcome: Outcome) {
  const { verified, findings, compared, elsewhere, missing, faded, request } = outcome
  const { agreeing, differing, newest } = compared
  return {
    intact: findings.length === 0,
    firstBad: findings[0]?.seq ?? null,
    findings: findings.map((finding) => ({ ...finding, says: findingWords(finding) })),
    held: { ...verified.held, at: verified.heldAt },
    witnesses: { ...elsewhere, agreeing, differing, newest, faded },
    ...{ missing, notices: verified.notices.map((notice) => ({ ...notice, says: noticeWords(notice) })) },
    ...(request ? { request } : {}),
  }
}

const HALF = 'The log is intact in itself, but a witness is missing.'

function tampered(finding: Finding): string {
  const what = isBeside(finding) ? BESIDE : 'The log was tampered with'
  return `${what}${placeOf(finding)}.\n${findingWords(finding)}`
}

const BESIDE = 'The chain of the log holds, and yet something was tampered with'

function placeOf(finding: Finding): string {
  if (finding.seq === 0) return ''
  const from = finding.kind === 'rewritten' ? (finding.from ?? finding.seq) : finding.seq
  return from < finding.seq ? `, somewhere from #${from} to #${finding.seq}` : `, first at #${finding.seq}`
}

function heldWords({ verified: { held, heldAt, findings } }: Outcome): string {
  if (held.seq === 0) return findings.length === 0 ? 'It is empty.' : 'No entry of it holds.'
  const at = heldAt === null ? '' : ` of ${utc(heldAt)}`
  return `The chain holds from #1 to #${held.seq}${at}, whose hash is ${held.hash}.`
}

function requestWords({ request }: Outcome): readonly string[] {
  if (!request) return []
  const { id, entries } = request
  if (entries.length === 0) return [noSuchRequest(request)]
  return [
    `${id} has ${entries.length === 1 ? 'one entry' : `${entries.length} entries`}: ${entries.map((seq) => `#${seq}`).join(', ')}.`,
  ]
}

export function noSuchRequest({ id }: { readonly id: string }): string {
  return `The log has no entry of ${id}. Its id stands on its card and in the answer to its requester.`
}

function witnessWords({
  verified,
  compared,
  elsewhere,
  findings,
  faded,
  missing,
}: Outcome): readonly string[] {
  const { slack, file } = elsewhere
  if (slack + file === 0) {
    if (findings.length > 0 || verified.held.seq === 0) return []
    return [missing.length > 0 ? UNREACHED : UNWITNESSED]
  }
  return [
    `Compared with ${slack + file} ${slack + file === 1 ? 'hash' : 'hashes'} that others keep (Slack: ${slack}, file: ${file}): ${agreeing(compared)}.`,
    ...newestWords(compared.newest, verified.held.seq, findings.length === 0),
    ...(faded > 0
      ? [
          `Slack no longer shows ${faded === 1 ? 'one older anchor' : `${faded} older anchors`}, nor anything else of that time.`,
        ]
      : []),
  ]
}

/** Of what it says of a log that does not hold up to there, the hash alone agrees. */
function newestWords(newest: Witness | null, held: number, intact: boolean): readonly string[] {
  if (newest === null || newest.seq > held) return []
  const told = newest.at ? `, told ${utc(newest.at)}` : ''
  const after = held - newest.seq
  const unheard = `; nothing that others keep covers the ${after === 1 ? 'one entry' : `${after} entries`} after it yet`
  return [
    `The newest that agrees is #${newest.seq}${told}: all up to it is as it was then${intact && after > 0 ? unheard : ''}.`,
  ]
}

function agreeing({ read, agreeing, differing }: Outcome['compared']): string {
  if (agreeing === read) return 'all agree'
  const more = read - agreeing - differing.length
  const which = [
    ...differing.map(({ where, seq }) => `${where}, of #${seq}`),
    ...(more > 0 ? [`${more} more`] : []),
  ]
  return `${agreeing} agree, ${read - agreeing} do not: ${which.join('; ')}`
}

const UNREACHED =
  'Nothing that others keep could be compared: whoever can write to the database could have rewritten all of it, or cut its end.'

const UNWITNESSED =
  'Nothing that others keep was compared: whoever can write to the database can rewrite all of it, or cut its end. --slack or --anchors shows that.'
