import Foundation
import Launching
import Relaying
import Spooling
import Synchronization
import TestSupport
import Testing

@Suite struct SendmailTests {
    let scratch: ScratchFolder
    let mail: SpooledMail

    init() throws {
        scratch = try ScratchFolder()
        let bytes = Array(mailText(key()).utf8)
        let envelope = Envelope(sender: "s@example.com", recipient: "ada@example.com", mail: bytes)
        mail = try SpooledMail(key: key(), file: envelope.line + bytes)
    }

    private func sendmail(_ body: String, watch: DeliveryWatch = watch()) throws -> Sendmail {
        let path = try scratch.write("#!/bin/sh\n\(body)\n", to: "sendmail")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return Sendmail(path, scratchFolder: scratch.path("."), watch: watch)
    }

    @Test func `the program gets both addresses and the mail with plain line ends`() async throws {
        let folder = scratch.path(".")
        let transport = try sendmail(
            "cat > \(folder)/mail; printf '%s\\n' \"$@\" > \(folder)/arguments"
        )
        let delivery = await transport.deliver(mail, isRepeat: false)
        #expect(delivery == .accepted("handed to \(scratch.path("sendmail"))"))
        #expect(
            FileManager.default.contents(atPath: scratch.path("mail"))
                == Data(mailText(key()).replacing("\r\n", with: "\n").utf8)
        )
        #expect(
            FileManager.default.contents(atPath: scratch.path("arguments"))
                == Data("-i\n-f\ns@example.com\n--\nada@example.com\n".utf8)
        )
    }

    struct End: Sendable, CustomTestStringConvertible {
        let ending: ProgramEnding
        let delivery: Delivery
        var testDescription: String { "\(ending)" }
    }

    @Test(arguments: [
        End(ending: .exited(0), delivery: .accepted("handed to /s")),
        End(ending: .exited(64), delivery: .permanent("/s ended with 64: no such user")),
        End(ending: .exited(65), delivery: .permanent("/s ended with 65: no such user")),
        End(ending: .exited(67), delivery: .permanent("/s ended with 67: no such user")),
        End(ending: .exited(1), delivery: .transient("/s ended with 1: no such user")),
        End(ending: .exited(66), delivery: .transient("/s ended with 66: no such user")),
        End(ending: .exited(68), delivery: .transient("/s ended with 68: no such user")),
        End(ending: .exited(69), delivery: .transient("/s ended with 69: no such user")),
        End(ending: .exited(75), delivery: .transient("/s ended with 75: no such user")),
        End(ending: .exited(77), delivery: .transient("/s ended with 77: no such user")),
        End(ending: .exited(78), delivery: .transient("/s ended with 78: no such user")),
        End(ending: .signalled(9), delivery: .uncertain("/s was ended by signal 9: no such user")),
        End(ending: .stopped, delivery: .uncertain("/s took too long and was ended: no such user")),
        End(ending: .notStarted("/s: gone", passes: false), delivery: .aboutUs("/s: gone")),
        End(ending: .notStarted("disk full", passes: true), delivery: .transient("disk full")),
    ])
    func `its end means`(end: End) {
        #expect(
            delivery(of: end.ending, of: "/s", saying: Array("no such\n user\u{7}\n".utf8))
                == end.delivery
        )
    }

    @Test func `a program that takes too long is ended, and nobody knows`() async throws {
        // Each look at the clock finds it an hour later.
        let hours = Mutex(Int64(0))
        let watch = DeliveryWatch {
            hours.withLock {
                $0 += 1
                return .seconds($0 * 3600)
            }
        }
        let transport = try sendmail("cat > /dev/null; sleep 60", watch: watch)
        guard case .uncertain = await transport.deliver(mail, isRepeat: false) else {
            Issue.record("it is known")
            return
        }
    }

    @Test func `without the program the trouble is ours`() async throws {
        let transport = Sendmail(
            scratch.path("nothing"),
            scratchFolder: scratch.path("."),
            watch: watch()
        )
        guard case .aboutUs(let text) = await transport.deliver(mail, isRepeat: false) else {
            Issue.record("it is not ours")
            return
        }
        #expect(text.contains(scratch.path("nothing")))
    }
}
