import type { Finding, Part, Teller } from './finding.ts'

/** What is wrong, in a sentence or two for people. */
export function findingWords(finding: Finding): string {
  const at = `#${finding.seq}`
  switch (finding.kind) {
    case 'edited':
      return `${at} was edited: ${PARTS[finding.part]}.`
    case 'rewritten':
      return `${rewritten(finding)}: ${against(finding.by, finding.seq)}.`
    case 'missing':
      return `${range(finding.seq, finding.to)} missing: the next entry that is there was written as #${finding.to + 1}.`
    case 'swapped':
      return `${at} and #${finding.with} were swapped: each stands in the other’s place.`
    case 'doubled':
      return finding.of === finding.seq
        ? `${at} is doubled: there is more than one entry with this number.`
        : `#${finding.of} is doubled: it stands again in the place of ${at}.`
    case 'cut':
      return `The log is cut: ${range(finding.seq, finding.to)} missing at its end. ${cutBy(finding.by, finding.to)}.`
    case 'added':
      return `${at} was added by something else than the bot: ${ADDED}.`
    case 'headless':
      return `The log’s own note of its last entry is gone, so that a cut after ${at} would not be seen.`
    case 'state':
      if (finding.field === 'row')
        return `Request ${finding.request}, of which ${at} tells, is no longer in the database.`
      return `Request ${finding.request} was edited outside of the log: ${at} tells otherwise of its ${finding.field}.`
    case 'unasked':
      return `Request ${finding.request} stands in the database, and no entry of the log tells of it.`
    case 'unfiled':
      return `${at} is no longer filed under “${finding.subject}”, so /cckm history does not show it there.`
    case 'step':
      return `${at} does not follow from what the log tells of ${finding.request}: ${wrongStep(finding)}. The request was edited in the database before that step, or something else than the bot wrote it.`
  }
}

const PARTS: Readonly<Record<Part, string>> = {
  entry: 'its hash does not fit its text, its place and the entry before it',
  request_id: 'its column request_id names another request than its text does',
  encoding: 'its text is not UTF-8, which the bot never writes',
  no_entry: 'its text is no JSON object, which the bot never writes',
}

function wrongStep(finding: Extract<Finding, { kind: 'step' }>): string {
  if (finding.why === 'own') return 'it is an approval by who asked'
  if (finding.why === 'count')
    return `it counts ${finding.given} approval${finding.given === 1 ? '' : 's'}, and there ${finding.told === 1 ? 'is 1' : `are ${finding.told}`}`
  return `it is “${finding.step}”, and the request was ${finding.state === null ? 'over by then, or never asked' : `“${finding.state}”`}`
}

const ADDED = 'the log’s own note of its last entry ends before it, or was edited'

function rewritten({ seq, from }: Extract<Finding, { kind: 'rewritten' }>): string {
  if (from === undefined || from === seq) return `#${seq} was rewritten`
  return `The log was rewritten somewhere from #${from} to #${seq}`
}

function against(by: Teller, seq: number): string {
  if (by === 'next' || by === 'message')
    return `#${seq + 1} was written after another entry than the one that stands there now`
  if (by === 'head') return 'its own note of its last entry has another hash, or that note was edited'
  return `${by.where} says that #${by.seq} had the hash ${by.hash.slice(0, 32)}…, unless that was edited`
}

function cutBy(by: Teller, to: number): string {
  if (by === 'head') return `Its own note of its last entry says that there was #${to}`
  if (by === 'message' || by === 'next') return `A message of the bot is about #${to}`
  return `${by.where} says that there was #${to}`
}

function range(from: number, to: number): string {
  return from === to ? `#${from} is` : `#${from} to #${to} are`
}
