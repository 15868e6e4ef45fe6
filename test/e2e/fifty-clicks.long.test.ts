import { describeFiftyClicks, describeHalfAgainstHalf } from './fifty-clicks.ts'

describeFiftyClicks(200)
describeHalfAgainstHalf(20)
