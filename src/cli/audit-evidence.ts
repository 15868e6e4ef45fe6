import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { AuditRow } from '../audit/audit-row.ts'
import { evidenceZip } from '../audit/evidence.ts'
import { agrees, type Witness } from '../audit/witness.ts'
import type { RequestId } from '../core/ids.ts'
import type { AuditReads } from '../store/audit-reads.ts'
import { again, withAudit } from './audit-database.ts'
import {
  exitOf,
  findOut,
  isUntold,
  type Outcome,
  type Places,
  placesOf,
  type Untold,
} from './audit-verify.ts'
import { noSuchRequest, verifiedJson, verifiedText } from './audit-verify-text.ts'
import { misconfigured } from './slack.ts'
import { EXIT, type Exit, type World } from './world.ts'

export interface EvidenceOptions {
  readonly out?: string
  readonly slack?: true
  readonly anchors?: string
}

/** Packs the evidence of one request. It is packed also of a log that was tampered with, and says so. */
export async function evidence(world: World, request: RequestId, options: EvidenceOptions): Promise<Exit> {
  const { out = `${request}-evidence.zip`, ...wanted } = options
  const places = await placesOf(world, { ...wanted, request })
  const taken = existsSync(out) ? [`${out} is there already: name another file with --out.`] : []
  const problems = [...('problems' in places ? places.problems : []), ...taken]
  if ('problems' in places || problems.length > 0) return misconfigured(world, problems)
  return withAudit(world, async (reads) => {
    const witnesses = createKeeper()
    const outcome = await findOut(world, reads, places, witnesses.keep)
    if (reads.isOutdated()) return again(world)
    if (isUntold(outcome)) return nothingToPack(world, outcome)
    const zip = await pack(world, reads, { places, request, outcome, witnesses: witnesses.all() })
    if (zip === null) {
      world.complain(
        `The request ${request} itself is not in the database any more, or cannot be read. audit export --request ${request} prints what the log has of it.`,
      )
      return EXIT.not
    }
    const problem = await written(out, zip)
    if (problem !== null) return misconfigured(world, [problem])
    world.print(`${out} has the evidence of ${request}: begin with its README.txt.\n${verifiedText(outcome)}`)
    return exitOf(outcome)
  })
}

/** Where the log was tampered with, its entries may be what was taken out. */
function nothingToPack(world: World, outcome: Untold): Exit {
  const problem = noSuchRequest(outcome.request)
  if (outcome.findings.length === 0) return misconfigured(world, [problem])
  world.complain(verifiedText(outcome))
  return EXIT.not
}

interface Gathered {
  readonly places: Places
  readonly request: RequestId
  readonly outcome: Outcome
  readonly witnesses: readonly Witness[]
}

async function pack(world: World, reads: AuditReads, gathered: Gathered): Promise<Uint8Array | null> {
  const { request, outcome, witnesses } = gathered
  const [kept, card] = [await reads.request(request), await reads.cardOf(request)]
  const seqs = outcome.request?.entries ?? []
  const [from, last] = [seqs[0] ?? 1, seqs.at(-1) ?? 1]
  const told = [...witnesses, ...outcome.verified.anchored]
  const covering = told.filter(({ seq }) => seq >= last).toSorted((a, b) => a.seq - b.seq)[0] ?? null
  const to = covering?.seq ?? last
  const anchors = told.filter(({ seq }) => seq >= from && seq <= to)
  const chain: AuditRow[] = []
  for await (const rows of reads.rowsFrom(from, to)) chain.push(...rows)
  if (kept === null) return null
  return evidenceZip({
    body: kept.body,
    ...{ chain, anchors, names: await reads.names(), verified: verifiedJson(outcome) },
    found: {
      madeAt: world.now().toISOString(),
      version: world.version,
      intact: outcome.findings.length === 0,
      verdict: verifiedText(outcome).split('\n'),
      ...{
        covering: covering && agrees(chain.at(-1)?.hash, covering) ? covering : null,
        from,
        to,
        anchors: anchors.length,
      },
      card: card !== null && card.ts !== null ? { channel: card.channel, ts: card.ts } : null,
    },
  })
}

/** Of the witnesses of a whole log only those near a request are wanted, and it is not known yet which those are. */
function createKeeper() {
  const kept: Witness[] = []
  return {
    keep(witness: Witness, [first = 0, last = 0]: readonly number[]): void {
      if (witness.seq >= first && witness.seq <= last) kept.push(witness)
      else if (witness.seq > last) {
        const later = kept.findIndex(({ seq }) => seq > last)
        if (later < 0) kept.push(witness)
        else if ((kept[later]?.seq ?? 0) > witness.seq) kept[later] = witness
      }
    },
    all: (): readonly Witness[] => kept,
  }
}

async function written(file: string, bytes: Uint8Array): Promise<string | null> {
  try {
    await writeFile(file, bytes, { flag: 'wx' })
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return `${file} cannot be written${code}: name another file with --out.`
  }
}
