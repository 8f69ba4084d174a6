import CivilTime
import Testing

@testable import Serving

@Suite struct RhythmTests {
    /// Eight in the morning.
    private static let morning = Instant(Day(daysSince1970: 20_781), secondOfDay: 8 * 3600)

    /// A moment so many seconds after eight, on both clocks unless the wall clock was set.
    private static func at(_ seconds: Int64, wall: Int64? = nil) -> Rhythm.Moment {
        Rhythm.Moment(
            wall: morning.adding(TimeSpan(seconds: wall ?? seconds)),
            monotonic: .seconds(1000 + seconds)
        )
    }

    private static func wall(_ seconds: Int64) -> Instant {
        morning.adding(TimeSpan(seconds: seconds))
    }

    /// An event at a moment, and what is to be done then.
    struct Line: Sendable {
        let event: Rhythm.Event
        let moment: Rhythm.Moment
        let step: Rhythm.Step

        init(_ event: Rhythm.Event, _ moment: Rhythm.Moment, _ step: Rhythm.Step) {
            (self.event, self.moment, self.step) = (event, moment, step)
        }
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        var pollEvery: Int64 = 300
        var watchdog: Duration?
        let lines: [Line]

        var testDescription: String { name }
    }

    private static let look = Rhythm.Step.look(isReload: false)
    private static let reload = Rhythm.Step.look(isReload: true)
    private static let nothing = Rhythm.Event.looked(Rhythm.Prospect())

    private static let stories = [
        Story(
            name: "looks at once, then every poll_every, and wakes each minute in between",
            lines: [
                Line(.woke, at(0), look),
                Line(nothing, at(1), .sleep(.seconds(60))),
                Line(.woke, at(61), .sleep(.seconds(60))),
                Line(.woke, at(290), .sleep(.seconds(11))),
                Line(.woke, at(301), look),
            ]
        ),
        Story(
            name: "a hint is followed at once, but looks are a second apart",
            lines: [
                Line(.woke, at(0), look),
                Line(nothing, at(1), .sleep(.seconds(60))),
                Line(.hint, at(20), look),
                Line(nothing, at(20), .sleep(.seconds(60))),
                Line(.hint, at(20), .sleep(.seconds(1))),
                Line(.hint, at(21), look),
                Line(nothing, at(21), .sleep(.seconds(60))),
            ]
        ),
        Story(
            name: "a file that settles is looked at when it may be complete",
            lines: [
                Line(.woke, at(0), look),
                Line(
                    .looked(Rhythm.Prospect(completeAt: wall(11))),
                    at(0),
                    .sleep(.seconds(11))
                ),
                Line(.woke, at(11), look),
            ]
        ),
        Story(
            name: "what is due is done on time by the clock on the wall",
            lines: [
                Line(.woke, at(0), look),
                Line(.looked(Rhythm.Prospect(due: wall(90))), at(0), .sleep(.seconds(60))),
                Line(.woke, at(60), .sleep(.seconds(30))),
                Line(.woke, at(90), look),
            ]
        ),
        Story(
            name: "a clock set forward is seen at the next minute, and what is due is done once",
            pollEvery: 86_400,
            lines: [
                Line(.woke, at(0), look),
                Line(.looked(Rhythm.Prospect(due: wall(7200))), at(0), .sleep(.seconds(60))),
                Line(.woke, at(60, wall: 9000), look),
                Line(
                    .looked(Rhythm.Prospect(due: wall(90_000))),
                    at(60, wall: 9000),
                    .sleep(.seconds(60))
                ),
            ]
        ),
        Story(
            name: "a clock set back: nothing is due before the clock is where it was",
            pollEvery: 600,
            lines: [
                Line(.woke, at(0), look),
                Line(
                    .looked(Rhythm.Prospect(due: wall(-3000), waitsUntil: wall(100))),
                    at(1, wall: -3600),
                    .sleep(.seconds(60))
                ),
                Line(.woke, at(61, wall: -3540), .sleep(.seconds(60))),
                Line(.woke, at(121, wall: 100), look),
            ]
        ),
        Story(
            name: "changed files are read when they have lain still",
            lines: [
                Line(.woke, at(0), look),
                Line(
                    .looked(Rhythm.Prospect(setReadableAt: .seconds(1010))),
                    at(0),
                    .sleep(.seconds(10))
                ),
                Line(.woke, at(10), look),
            ]
        ),
        Story(
            name: "a reload that was asked for comes at once, and once",
            lines: [
                Line(.woke, at(0), look),
                Line(nothing, at(0), .sleep(.seconds(60))),
                Line(.reloadAsked, at(0), reload),
                Line(nothing, at(0), .sleep(.seconds(60))),
            ]
        ),
        Story(
            name: "after failures the wait doubles up to five minutes, whatever is hinted",
            lines: [
                Line(.woke, at(0), look),
                Line(.failed, at(0), .sleep(.seconds(5))),
                Line(.hint, at(1), .sleep(.seconds(4))),
                Line(.woke, at(5), look),
                Line(.failed, at(5), .sleep(.seconds(10))),
                Line(.woke, at(15), look),
                Line(.failed, at(15), .sleep(.seconds(20))),
                Line(.woke, at(35), look),
                Line(.failed, at(35), .sleep(.seconds(40))),
                Line(.woke, at(75), look),
                Line(.failed, at(75), .sleep(.seconds(60))),
                Line(.woke, at(155), look),
                Line(.failed, at(155), .sleep(.seconds(60))),
                Line(.woke, at(314), .sleep(.seconds(1))),
                Line(.woke, at(315), look),
                Line(.failed, at(315), .sleep(.seconds(60))),
                Line(.woke, at(614), .sleep(.seconds(1))),
                Line(.woke, at(615), look),
                Line(nothing, at(615), .sleep(.seconds(60))),
                Line(.hint, at(616), look),
            ]
        ),
        Story(
            name: "a reload does not wait for the end of a failure",
            lines: [
                Line(.woke, at(0), look),
                Line(.failed, at(0), .sleep(.seconds(5))),
                Line(.reloadAsked, at(1), reload),
            ]
        ),
        Story(
            name: "a stop comes before everything else",
            lines: [
                Line(.woke, at(0), look),
                Line(.reloadAsked, at(0), reload),
                Line(.stopAsked, at(0), .stop),
                Line(nothing, at(0), .stop),
            ]
        ),
        Story(
            name: "with a watchdog it wakes twice in its time",
            watchdog: .seconds(20),
            lines: [
                Line(.woke, at(0), look),
                Line(nothing, at(0), .sleep(.seconds(10))),
            ]
        ),
        Story(
            name: "something due long ago is no reason to spin",
            lines: [
                Line(.woke, at(0), look),
                Line(.looked(Rhythm.Prospect(due: wall(-5))), at(0), .sleep(.seconds(1))),
                Line(.woke, at(1), look),
            ]
        ),
    ]

    @Test(arguments: stories)
    func `what to do`(_ story: Story) {
        var rhythm = Rhythm(
            pollEvery: TimeSpan(seconds: story.pollEvery),
            watchdog: story.watchdog
        )
        for (number, line) in story.lines.enumerated() {
            #expect(
                rhythm.advance(on: line.event, at: line.moment) == line.step,
                "line \(number + 1): \(line.event)"
            )
        }
    }

    @Test func `another poll_every counts from the last look`() {
        var rhythm = Rhythm(pollEvery: TimeSpan(seconds: 300))
        _ = rhythm.advance(on: .woke, at: Self.at(0))
        _ = rhythm.advance(on: Self.nothing, at: Self.at(0))
        rhythm.poll(every: TimeSpan(seconds: 30))
        #expect(rhythm.advance(on: .woke, at: Self.at(10)) == .sleep(.seconds(20)))
    }

    @Test func `the next look is told as a moment`() {
        var rhythm = Rhythm(pollEvery: TimeSpan(seconds: 300))
        _ = rhythm.advance(on: .woke, at: Self.at(0))
        _ = rhythm.advance(on: Self.nothing, at: Self.at(0))
        #expect(rhythm.nextLook(at: Self.at(10)) == Self.wall(300))
    }
}
