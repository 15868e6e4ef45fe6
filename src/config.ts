import { z } from 'zod'
import { type CipherTrustAccount, cipherTrustAccount, isCertificate } from './cipher-trust-account.ts'

/** The environment, read once. Variants are unions, secrets are plain strings that nothing prints. */
export interface Config {
  readonly slack: { readonly botToken: string; readonly appToken: string; readonly apiUrl: string }
  readonly ciphertrust: {
    readonly url: string
    readonly account: CipherTrustAccount
    readonly caPem?: string
    readonly servername?: string
    readonly domain?: string
    readonly authDomain?: string
    readonly authDomainPath?: string
    readonly insecureSkipTlsVerify: boolean
  }
  readonly policyFile: string
  readonly database: { readonly engine: 'sqlite'; readonly path: string }
  readonly port: number
  readonly host: string
  readonly command: string
  readonly instance?: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
}

export type Environment = Readonly<Record<string, string | undefined>>
export type Read = (file: string) => string

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

const required = (what: string) => z.string({ error: `is missing: ${what}` })

const origin = z
  .string({
    error: 'is missing: the address of CipherTrust Manager, such as https://ciphertrust.example.com',
  })
  .refine(
    (text) =>
      URL.canParse(text) &&
      /^https?:$/.test(new URL(text).protocol) &&
      new URL(text).href === `${new URL(text).origin}/`,
    { error: 'must be an origin such as https://ciphertrust.example.com, without /api and without a path' },
  )

const slackApi = z.string().refine((text) => URL.canParse(text) && text.endsWith('/api/'), {
  error: 'must be an address that ends in /api/',
})

const Variables = z.object({
  SLACK_BOT_TOKEN: required('the bot token of the Slack app, it starts with xoxb-').startsWith('xoxb-', {
    error: 'must be a bot token, which starts with xoxb-',
  }),
  SLACK_APP_TOKEN: required('the app-level token with connections:write, it starts with xapp-').startsWith(
    'xapp-',
    {
      error: 'must be an app-level token, which starts with xapp-',
    },
  ),
  SLACK_API_URL: slackApi.default('https://slack.com/api/'),
  CIPHERTRUST_URL: origin.transform((text) => new URL(text).origin),
  CIPHERTRUST_USERNAME: z.string().optional(),
  CIPHERTRUST_PASSWORD: z.string().optional(),
  CIPHERTRUST_CLIENT_ID: z.string().optional(),
  CIPHERTRUST_CLIENT_CERT_FILE: z.string().optional(),
  CIPHERTRUST_CLIENT_KEY_FILE: z.string().optional(),
  CIPHERTRUST_CA_FILE: z.string().optional(),
  CIPHERTRUST_SERVERNAME: z.string().optional(),
  CIPHERTRUST_DOMAIN: z.string().optional(),
  CIPHERTRUST_AUTH_DOMAIN: z.string().optional(),
  CIPHERTRUST_AUTH_DOMAIN_PATH: z.string().optional(),
  CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false'),
  POLICY_FILE: z.string().default('policy.yml'),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:./, {
      error: 'must be sqlite:<file>, such as sqlite:data/cckm-bot.db; PostgreSQL comes with a later version',
    })
    .default('sqlite:data/cckm-bot.db'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a port number; 0 takes any free one' })
    .transform(Number)
    .refine((port) => port <= 65_535, { error: 'must be a port number, at most 65535' })
    .default(8080),
  HOST: z.string().default('127.0.0.1'),
  COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, { error: 'must be a slash command such as /cckm, in lower case' })
    .default('/cckm'),
  INSTANCE: z.string().max(40, { error: 'must be at most 40 characters' }).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
})

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the environment. Every problem is listed, each as one sentence that starts with the variable's name. */
export function readConfig(env: Environment, readFile: Read): ReadConfig {
  const problems: string[] = []
  const values = Object.fromEntries(
    Object.keys(Variables.shape).map((name) => [name, valueFor(name, env, readFile, problems)]),
  )
  const parsed = Variables.safeParse(values)
  if (!parsed.success) {
    const named = new Set(problems.map((problem) => problem.split(/_FILE\b| /)[0]))
    const more = parsed.error.issues.filter((issue) => !named.has(String(issue.path[0])))
    problems.push(...more.map((issue) => `${String(issue.path[0])} ${issue.message}.`))
  }
  const pem = (name: keyof typeof Variables.shape) => {
    const file = values[name]
    return file === undefined ? undefined : contentOf(name, file, readFile, problems)
  }
  const caPem = pem('CIPHERTRUST_CA_FILE')
  if (caPem !== undefined && !isCertificate(caPem))
    problems.push('CIPHERTRUST_CA_FILE names a file without a certificate in PEM form.')
  const account = cipherTrustAccount(
    {
      username: values.CIPHERTRUST_USERNAME,
      password: values.CIPHERTRUST_PASSWORD,
      clientId: values.CIPHERTRUST_CLIENT_ID,
      certPem: pem('CIPHERTRUST_CLIENT_CERT_FILE'),
      keyPem: pem('CIPHERTRUST_CLIENT_KEY_FILE'),
    },
    (name) => Boolean(env[name] || env[`${name}_FILE`]),
    (name, what) => problems.push(`${name} ${what}.`),
  )
  if (account?.auth === 'certificate' && values.CIPHERTRUST_URL?.startsWith('http:'))
    problems.push(
      'CIPHERTRUST_URL must start with https://: a client certificate is shown in a TLS handshake.',
    )
  if (!parsed.success || !account || problems.length > 0) return { ok: false, problems }
  return { ok: true, config: toConfig(parsed.data, account, caPem) }
}

/** A variable, or the content of the file that `<NAME>_FILE` names. Empty is the same as absent. */
function valueFor(name: string, env: Environment, readFile: Read, problems: string[]): string | undefined {
  const direct = env[name] || undefined
  const file = name.endsWith('_FILE') ? undefined : env[`${name}_FILE`] || undefined
  if (!file) return direct
  if (direct) problems.push(`${name} and ${name}_FILE are both set: keep one.`)
  const content = contentOf(`${name}_FILE`, file, readFile, problems)?.trim()
  if (content === '') problems.push(`${name}_FILE names an empty file.`)
  return content || undefined
}

function contentOf(name: string, file: string, readFile: Read, problems: string[]): string | undefined {
  try {
    return readFile(file)
  } catch {
    // Without the name: who mixes X and X_FILE up has put the secret itself here.
    problems.push(`${name} names a file that cannot be read.`)
    return undefined
  }
}

function toConfig(
  v: z.infer<typeof Variables>,
  account: CipherTrustAccount,
  caPem: string | undefined,
): Config {
  return {
    slack: { botToken: v.SLACK_BOT_TOKEN, appToken: v.SLACK_APP_TOKEN, apiUrl: v.SLACK_API_URL },
    ciphertrust: {
      url: v.CIPHERTRUST_URL,
      account,
      insecureSkipTlsVerify: v.CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY === 'true',
      ...(caPem ? { caPem } : {}),
      ...(v.CIPHERTRUST_SERVERNAME ? { servername: v.CIPHERTRUST_SERVERNAME } : {}),
      ...(v.CIPHERTRUST_DOMAIN ? { domain: v.CIPHERTRUST_DOMAIN } : {}),
      ...(v.CIPHERTRUST_AUTH_DOMAIN ? { authDomain: v.CIPHERTRUST_AUTH_DOMAIN } : {}),
      ...(v.CIPHERTRUST_AUTH_DOMAIN_PATH ? { authDomainPath: v.CIPHERTRUST_AUTH_DOMAIN_PATH } : {}),
    },
    policyFile: v.POLICY_FILE,
    database: { engine: 'sqlite', path: v.DATABASE_URL.slice('sqlite:'.length) },
    port: v.PORT,
    host: v.HOST,
    command: v.COMMAND,
    logLevel: v.LOG_LEVEL,
    ...(v.INSTANCE ? { instance: v.INSTANCE } : {}),
  }
}
