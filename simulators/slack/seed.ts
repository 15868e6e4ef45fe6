import { randomId } from './ids.ts'
import { type Channel, type Group, SLACKBOT, type User, type World } from './world.ts'

export type Cast = ReturnType<typeof drawCast>

/** The ids of one start: they stay the same through every reset. */
export function drawCast() {
  return {
    team: randomId('T'),
    foreignTeam: randomId('T'),
    appId: randomId('A'),
    botId: randomId('B'),
    botUser: randomId('U'),
    users: {
      requester: randomId('U'),
      approver1: randomId('U'),
      approver2: randomId('U'),
      outsider: randomId('U'),
      guest: randomId('U'),
      stranger: randomId('U'),
      deactivated: randomId('U'),
    },
    groups: { oncall: randomId('S'), security: randomId('S') },
    channels: {
      audit: randomId('C'),
      oncall: randomId('C'),
      payments: randomId('C'),
      shared: randomId('C'),
    },
  }
}

/** The workspace as it is after a start and after every reset. */
export function seedWorld(cast: Cast): World {
  return {
    team: { id: cast.team, domain: 'simulated', name: 'Simulated workspace' },
    bot: { userId: cast.botUser, botId: cast.botId, appId: cast.appId },
    users: byId(seedUsers(cast)),
    groups: byId(seedGroups(cast)),
    channels: byId(seedChannels(cast)),
    messages: new Map(),
    lastMicros: 0,
  }
}

function seedUsers({ users, team, foreignTeam, botUser, botId, appId }: Cast): User[] {
  return [
    person(users.requester, team, 'Ann Archer'),
    person(users.approver1, team, 'Sam Stone'),
    person(users.approver2, team, 'Kim Kovac'),
    person(users.outsider, team, 'Otto Outside'),
    { ...person(users.guest, team, 'Gina Guest'), is_restricted: true },
    { ...person(users.stranger, foreignTeam, 'Steve Stranger'), is_stranger: true },
    { ...person(users.deactivated, team, 'Dora Departed'), deleted: true },
    person(SLACKBOT, team, 'Slackbot'),
    {
      ...person(botUser, team, 'cckm-bot'),
      name: 'cckm',
      is_bot: true,
      is_app_user: false,
      profile: { real_name: 'cckm-bot', display_name: 'cckm-bot', bot_id: botId, api_app_id: appId },
    },
  ]
}

export function person(id: string, team_id: string, realName: string): User {
  const name = realName.split(' ')[0]?.toLowerCase() ?? ''
  return {
    id,
    team_id,
    name,
    real_name: realName,
    deleted: false,
    is_bot: false,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_app_user: false,
    tz: 'Etc/UTC',
    updated: 0,
    profile: { real_name: realName, display_name: name },
  }
}

function seedGroups({ groups, users }: Cast): Group[] {
  return [
    {
      id: groups.oncall,
      handle: 'oncall',
      name: 'On call',
      users: [users.requester, users.approver1],
      date_delete: 0,
    },
    {
      id: groups.security,
      handle: 'security',
      name: 'Security',
      users: [users.approver1, users.approver2],
      date_delete: 0,
    },
  ]
}

function seedChannels({ channels, users }: Cast): Channel[] {
  const { stranger, deactivated: _gone, ...here } = users
  const members = Object.values(here)
  return [
    channel(channels.audit, 'kms-audit', members),
    channel(channels.oncall, 'oncall', members),
    channel(channels.payments, 'payments', members),
    {
      ...channel(channels.shared, 'shared-with-partner', [...members, stranger]),
      is_ext_shared: true,
      is_shared: true,
    },
  ]
}

function channel(id: string, name: string, members: readonly string[]): Channel {
  return {
    id,
    name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: false,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: true,
    members,
  }
}

function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}
