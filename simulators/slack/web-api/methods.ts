import { apiTest, authTest, botsInfo, connectionsOpen } from './app-methods.ts'
import { blocksValidate } from './blocks-validate.ts'
import { getPermalink } from './chat-permalink.ts'
import { postEphemeral, postMessage } from './chat-post.ts'
import { updateMessage } from './chat-update.ts'
import { conversationsInfo, conversationsOpen } from './conversations.ts'
import { conversationsHistory, conversationsReplies } from './conversations-read.ts'
import { completeUpload, filesInfo, getUploadUrl } from './files.ts'
import { conversationsList, conversationsMembers, deleteOwn, usersConversations, usersList } from './lists.ts'
import type { Method } from './method.ts'
import { usergroupsList, usergroupsUsersList, usersInfo } from './people.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts'

/** Every Web API method that the simulator has; the others answer unknown_method. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['api.test', apiTest],
  ['apps.connections.open', connectionsOpen],
  ['auth.test', authTest],
  ['blocks.validate', blocksValidate],
  ['bots.info', botsInfo],
  ['chat.delete', deleteOwn],
  ['chat.getPermalink', getPermalink],
  ['chat.postEphemeral', postEphemeral],
  ['chat.postMessage', postMessage],
  ['chat.update', updateMessage],
  ['conversations.history', conversationsHistory],
  ['conversations.info', conversationsInfo],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['conversations.replies', conversationsReplies],
  ['files.completeUploadExternal', completeUpload],
  ['files.getUploadURLExternal', getUploadUrl],
  ['files.info', filesInfo],
  ['usergroups.list', usergroupsList],
  ['usergroups.users.list', usergroupsUsersList],
  ['users.conversations', usersConversations],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['views.open', viewsOpen],
  ['views.publish', viewsPublish],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
])
