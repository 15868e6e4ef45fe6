import { describeRefreshes } from './refreshes.ts'

describeRefreshes(10)
