import { GOOD } from './good-policy.ts'

/** A file with one mistake, in its rules; where it is; what is said of it, to the letter. */
export const brokenRules: readonly (readonly [string, string, string, string])[] = [
  [
    'a quorum of none where rotation is switched off',
    `${GOOD}rules:\n  - name: off\n    match: { operations: [disable-auto-rotation] }\n    approvals: 0\n`,
    '8:16',
    'rule “off”: approvals must be 1 or more here: rotation is never switched off without an approval.',
  ],
  [
    'a rule that takes the people away',
    `${GOOD}rules:\n  - name: prod\n    approvers: [U0ANN]\n`,
    '7:16',
    'rule “prod”: approvers names only one person, and U0ANN may ask too, but approvals is 1: nobody approves what they asked for, so name one more approver.',
  ],
  [
    'an empty list of accounts',
    `${GOOD}rules: [{ name: none, match: { accounts: [] } }]\n`,
    '5:42',
    'rule “none”: match.accounts names nothing, so it could match no key: leave it out to match all.',
  ],
  [
    'a hidden rule',
    `${GOOD}rules:\n  - name: Europe\n    match: { regions: [eu-*] }\n  - name: Ireland\n    match: { regions: [eu-west-1] }\n`,
    '8:5',
    'rule “Ireland” can be reached by no key: “Europe” before it matches all that it matches. Move it up, or take it out.',
  ],
  [
    'a rule that two hide together',
    `${GOOD}rules:\n  - name: on\n    match: { operations: [enable-auto-rotation] }\n  - name: off\n    match: { operations: [disable-auto-rotation] }\n  - name: prod\n    match: { tags: { env: prod } }\n`,
    '10:5',
    'rule “prod” can be reached by no key: “on” and “off” before it match all that it matches. Move it up, or take it out.',
  ],
  [
    'two rules of one name',
    `${GOOD}rules:\n  - name: prod\n    match: { regions: [eu-west-1] }\n  - name: Prod\n    match: { regions: [eu-west-2] }\n`,
    '8:11',
    'rule 2: name is that of rule 1 too: people could not tell the two apart, so write another.',
  ],
  [
    'a pattern that YAML takes for a reference',
    `${GOOD}rules: [{ name: prod, match: { regions: [*-west-1] } }]\n`,
    '5:42',
    '* refers to another place in YAML, and leads nowhere here: write a pattern in quotes, such as "alias/*".',
  ],
  [
    'a rule that denies after an approval',
    `${GOOD}rules:\n  - name: roots\n    deny: See the wiki.\n    approvals: 2\n`,
    '8:16',
    'rule “roots”: approvals has no effect in a rule that denies: leave it out, or take deny out.',
  ],
  [
    'a rule too short for the reminder',
    `${GOOD}remind: 2h before expiry\nrules:\n  - name: short\n    expires: 1h\n`,
    '8:14',
    'rule “short”: expires is not longer than remind, so nobody could be reminded: write a shorter remind too, or none.',
  ],
  [
    'an alias without its beginning',
    `${GOOD}rules: [{ name: roots, match: { aliases: [root-*] } }]\n`,
    '5:43',
    'rule “roots”: entry 1 of match.aliases must begin with alias/ and a name, or with *, and hold only letters, digits and : / _ - * ?, in quotes, such as "alias/root-*".',
  ],
  [
    'a Region that there cannot be',
    `${GOOD}rules: [{ name: prod, match: { regions: [us-1] } }]\n`,
    '5:42',
    'rule “prod”: entry 1 of match.regions must be a Region such as eu-west-1; eu-* stands for all that begin so.',
  ],
  [
    'two values of a tag in one text',
    `${GOOD}rules: [{ name: prod, match: { tags: { env: "prod,stage" } } }]\n`,
    '5:45',
    'rule “prod”: match.tags.env can be no value of a tag: those hold letters, digits, blanks and _ . : / = + - @; write several values as a list.',
  ],
  [
    'a tag by a pattern of its name',
    `${GOOD}rules: [{ name: prod, match: { tags: { "env*": prod } } }]\n`,
    '5:48',
    'rule “prod”: match.tags.env* is not the name of a tag: that has 1 to 128 letters, digits, blanks or _ . : / = + - @.',
  ],
  [
    'a name with something that nobody sees',
    `${GOOD}rules: [{ name: "pol\u200bicy", approvals: 2 }]\n`,
    '5:17',
    'rule 1: name holds invisible characters: write it anew.',
  ],
  [
    'approvers of what is never asked',
    `${GOOD.replace(': 1', ': 0')}rules:\n  - name: prod\n    approvers: [U0KIM]\n`,
    '7:16',
    'rule “prod”: approvers asks nobody where rotation is switched on, as approvals is 0: write in this rule how many must approve.',
  ],
  [
    'a name of JavaScript’s own',
    `${GOOD}rules: [{ name: prod, match: { tags: { __proto__: x } } }]\n`,
    '5:40',
    '__proto__ cannot be a name here: take it out.',
  ],
  [
    'an account that YAML reads as a number',
    `${GOOD}rules: [{ name: prod, match: { accounts: [123456789012] } }]\n`,
    '5:43',
    'rule “prod”: entry 1 of match.accounts must be an account of 12 digits, in quotes, such as "123456789012"; * stands for any digits.',
  ],
]
