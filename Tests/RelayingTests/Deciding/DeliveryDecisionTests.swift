import CivilTime
import Relaying
import Settings
import Spooling
import Testing

@Suite struct DeliveryDecisionTests {
    private func decide(
        _ delivery: Delivery,
        age: Int64 = 0,
        attempts: Int = 1,
        failures: Int = 0,
        isOwnTrouble: Bool = false,
        uncertain: Relay.Uncertain = .resend
    ) -> DeliveryDecision {
        var book = LedgerBook()
        for number in 1...attempts {
            book.add(LedgerRecord(.begun, at: start, key: key(), attempt: number))
        }
        return decision(
            on: delivery,
            of: key(),
            history: book[key()],
            failuresInARow: failures,
            isOwnTrouble: isOwnTrouble,
            uncertain: uncertain,
            now: after(age)
        )
    }

    @Test func `what was taken is sent, and what is refused has failed`() {
        #expect(decide(.accepted("250 ok")) == .sent("250 ok"))
        #expect(decide(.permanent("550 no")) == .failed("550 no"))
    }

    @Test func `trouble of our own stops everything`() {
        #expect(decide(.aboutUs("535 password")) == .holdQueue("535 password"))
    }

    @Test func `trouble of one mail alone leaves that mail to a person`() {
        #expect(
            decide(.aboutUs("552 size"), isOwnTrouble: true)
                == .held(
                    "refused like this again after the queue was released: 552 size"
                )
        )
    }

    @Test func `three refusals in a row look like trouble of our own`() {
        #expect(decide(.permanent("550 no"), failures: 1) == .failed("550 no"))
        #expect(
            decide(.permanent("550 no"), failures: 2)
                == .holdQueue(
                    "3 mails in a row were refused for good without a success; "
                        + "the last answer: 550 no"
                )
        )
    }

    @Test func `what nobody knows is sent again or held, as configured`() {
        let pause = RetrySchedule.pause(after: 1, of: key())
        #expect(decide(.uncertain("cut")) == .retry(at: start.adding(pause), "cut"))
        #expect(decide(.silent("mute")) == .retry(at: start.adding(pause), "mute"))
        #expect(
            decide(.uncertain("cut"), uncertain: .hold)
                == .held("nobody knows whether it was delivered: cut")
        )
    }

    @Test func `a mail is tried for five days`() {
        let limit: Int64 = 5 * 86_400
        let pause = RetrySchedule.pause(after: 10, of: key())
        #expect(
            decide(.transient("451"), age: limit - 1, attempts: 10)
                == .retry(at: after(limit - 1).adding(pause), "451")
        )
        #expect(
            decide(.transient("451"), age: limit, attempts: 10)
                == .expired("not delivered within 5 days; the last answer: 451")
        )
    }

    @Test func `a mail that grew old without being tried ten times is tried again`() {
        let age: Int64 = 30 * 86_400
        let pause = RetrySchedule.pause(after: 9, of: key())
        #expect(
            decide(.transient("451"), age: age, attempts: 9)
                == .retry(at: after(age).adding(pause), "451")
        )
    }

    @Test(
        arguments: zip(
            [-1, 0, 1, 60, 61, 86_400] as [Int64],
            [true, true, false, false, true, true]
        )
    )
    func `a time further ahead than it can have been set has come`(ahead: Int64, hasCome: Bool) {
        #expect(
            RetrySchedule.hasCome(after(ahead), at: start, within: TimeSpan(seconds: 60)) == hasCome
        )
    }

    @Test func `no pause is longer than the longest wait`() {
        #expect(RetrySchedule.longestWait == TimeSpan(seconds: 15_840))
    }

    @Test(
        arguments: zip(
            1...9,
            [300, 600, 1200, 2400, 4800, 9600, 14_400, 14_400, 14_400] as [Double]
        )
    )
    func `pauses double up to four hours, a tenth around`(attempt: Int, seconds: Double) {
        for digit in "0123456789abcdef" {
            let pause = Double(RetrySchedule.pause(after: attempt, of: key(digit)).seconds)
            #expect((seconds * 0.9 - 1...seconds * 1.1 + 1).contains(pause))
        }
    }

    @Test func `pauses of different mails differ, and one mail's is the same after a restart`() {
        let pauses = Set("0123456789abcdef".map { RetrySchedule.pause(after: 3, of: key($0)) })
        #expect(pauses.count > 12)
        #expect(
            RetrySchedule.pause(after: 3, of: key()) == RetrySchedule.pause(after: 3, of: key())
        )
    }
}
