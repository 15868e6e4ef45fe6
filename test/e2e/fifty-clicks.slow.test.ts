import { describeFiftyClicks, describeHalfAgainstHalf } from './fifty-clicks.ts'

describeFiftyClicks(20)
describeHalfAgainstHalf(6)
