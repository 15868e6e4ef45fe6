import { doerOf, type HistoryOf, type HistoryRow } from '../../core/history.ts'
import { isOsUser } from '../../core/ids.ts'
import { keyName } from '../../core/key.ts'
import type { Reply } from '../../core/reply.ts'
import { bold, type Inline, lines, moment, person, type View, value } from './blocks.ts'
import { entryWords } from './entry-words.ts'
import { moreButton } from './more.ts'
import { message } from './spoken.ts'
import { cell, richCell, table } from './table.ts'
import { CLIP } from './text.ts'

type Shown = Extract<Reply, { kind: 'history' }>

const COLUMNS = ['Entry', 'When', 'What', 'Who', 'Request', 'Key']
/** With them the rows of a page fit into one table, whatever is in them. */
const MOST = { what: 250, key: 100, id: 20 } as const

/** A page of the audit log, newest first. */
export function historyPage(shown: Shown): View {
  const { of, rows, more } = shown
  const title = rows.length > 0 ? 'History' : 'The audit log has no entry'
  const heading = [
    bold(title),
    ...subject(of, rows.length > 0),
    ...range(shown),
    rows.length > 0 ? ', newest first.' : '.',
  ]
  if (rows.length === 0) return message([lines('history', heading, [HINT])])
  const around = (entries: View['blocks']): View['blocks'] => [
    lines('history', heading),
    ...entries,
    ...moreButton('Show older entries', more),
  ]
  const entries = table('entries', {
    caption: 'Entries of the audit log',
    columns: COLUMNS,
    rows: rows.map(row),
  })
  return { ...message(around([entries])), simpler: around([lines('entries', ...rows.map(line))]) }
}

const HINT = 'Looking something up makes no entry. Without a time or a name, all entries are shown.'

function subject(of: HistoryOf | null, any: boolean): readonly Inline[] {
  switch (of?.kind) {
    case undefined:
      return any ? [' of everything'] : []
    case 'key':
      return [' of ', value(of.arn, CLIP.value)]
    case 'request':
      return [` of ${of.request}`]
    case 'person':
      return [' of what ', person(of.person), ' did or was refused']
  }
}

function range({ since, until }: Shown): readonly Inline[] {
  return [
    ...(since === undefined ? [] : [', since ', moment(since)]),
    ...(until === undefined ? [] : [', until ', moment(until)]),
  ]
}

function row({ seq, entry, request }: HistoryRow) {
  const who = doerOf(entry)
  return [
    cell(`#${seq}`, MOST.id),
    richCell(moment(Date.parse(entry.at))),
    cell(entryWords(entry, request), MOST.what),
    who && !isOsUser(who) ? richCell(person(who)) : cell(who ?? '', MOST.id),
    cell(request?.id ?? '', MOST.id),
    cell(request ? keyName(request.key) : refusedKey(entry), MOST.key),
  ]
}

function line({ seq, entry, request }: HistoryRow): readonly Inline[] {
  const who = doerOf(entry)
  const key = request ? keyName(request.key) : refusedKey(entry)
  return [
    ...[bold(`#${seq} `), moment(Date.parse(entry.at)), ' ', value(entryWords(entry, request), MOST.what)],
    ...(who ? [', by ', isOsUser(who) ? value(who, MOST.id) : person(who)] : []),
    ...(request ? [`, ${request.id}`] : []),
    ...(key ? [', ', value(key, MOST.key)] : []),
  ]
}

/** The log has ids only: of a key that no request is about, its ARN. */
function refusedKey(entry: HistoryRow['entry']): string {
  return entry.kind === 'refused' ? (entry.inputs.find(({ arn }) => arn)?.arn ?? '') : ''
}
