import { z } from 'zod'

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

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

const POLICY_FILE = 'policy.yml'

/** Every variable of the bot, by its name. */
export const Variables = z.object({
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
  POLICY_FILE: z.string().default(POLICY_FILE),
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

/** What it takes to ask Slack. */
export const SlackVariables = Variables.pick({ SLACK_BOT_TOKEN: true, SLACK_API_URL: true })
/** What it takes to read the database. */
export const DatabaseVariables = Variables.pick({ DATABASE_URL: true })
/** What it takes to ask Slack, CipherTrust and the database. */
export const ReadingVariables = Variables.omit({
  SLACK_APP_TOKEN: true,
  POLICY_FILE: true,
  PORT: true,
  HOST: true,
  COMMAND: true,
  INSTANCE: true,
  LOG_LEVEL: true,
})

/** Where the policy is, also when other variables are wrong. Empty is the same as absent. */
export function policyFileIn(env: Readonly<Record<string, string | undefined>>): string {
  return env.POLICY_FILE || POLICY_FILE
}
