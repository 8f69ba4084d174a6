import TestSupport
import Testing

@testable import Networking

/// What libcurl shows of a conversation, and what is understood of it.
@Suite struct SMTPDialogueTests {
    /// A conversation of lines: `>` is said, `<` is heard.
    private func dialogue(
        _ lines: String...,
        protection: SMTPServer.Protection = .startTLS,
        needsLogin: Bool = false,
        isGoingOn: Bool = false
    ) -> (dialogue: SMTPDialogue, wentOn: Bool) {
        var dialogue = SMTPDialogue(
            protection: protection,
            needsLogin: needsLogin,
            isGoingOn: isGoingOn
        )
        var wentOn = true
        for line in lines {
            let bytes = Array("\(line.dropFirst(2))\r\n".utf8)
            if line.hasPrefix(">") {
                dialogue.said(bytes)
            } else {
                wentOn = dialogue.heard(bytes) && wentOn
            }
        }
        return (dialogue, wentOn)
    }

    @Test func `what was said last is the phase, and what was answered to it the reply`() {
        let (heard, _) = dialogue(
            "< 220 hello",
            "> EHLO relay.example",
            "< 250-mail.example",
            "< 250 SIZE 1000",
            "> MAIL FROM:<s@example.com> SIZE=12",
            "< 250 ok",
            "> RCPT TO:<ada@example.com>",
            "< 550 5.1.1 no such user"
        )
        #expect(heard.phase == .recipient)
        #expect(heard.reply == SMTPReply(code: 550, text: "550 5.1.1 no such user"))
        #expect(heard.isAnswered)
    }

    @Test func `a command that nobody answered has no reply`() {
        let (heard, _) = dialogue("< 220 hello", "> EHLO r", "< 250 ok", "> MAIL FROM:<a@b>")
        #expect(heard.phase == .sender)
        #expect(heard.reply == nil)
    }

    @Test func `lines of one answer are joined`() {
        let (heard, _) = dialogue("> MAIL FROM:<a@b>", "< 554-one", "< 554-two", "< 554 three")
        #expect(heard.reply?.text == "554 one two three")
    }

    @Test func `an answer of three digits alone is one`() {
        let (heard, _) = dialogue("> MAIL FROM:<a@b>", "< 250")
        #expect(heard.reply == SMTPReply(code: 250, text: "250"))
    }

    @Test func `what answers the good-bye says nothing about the mail`() {
        let (heard, _) = dialogue("> RCPT TO:<a@b>", "< 550 no", "> QUIT", "< 221 bye")
        #expect(heard.phase == .recipient)
        #expect(heard.reply?.code == 550)
        #expect(heard.isLeaving)
    }

    @Test func `a password that looks like a command is none`() {
        let (heard, _) = dialogue("> AUTH PLAIN", "< 334 ", "> STARTTLS", "< 535 wrong")
        #expect(heard.phase == .login)
        #expect(heard.reply?.code == 535)
    }

    @Test func `control characters of a server are spaces, and a long text is cut`() {
        let (heard, _) = dialogue("> RCPT TO:<a@b>", "< 550 a\u{1B}[31m\u{202E}b")
        #expect(heard.reply?.text == "550 a [31m b")
        let long = String(repeating: "x", count: 5000)
        let (other, _) = dialogue("> RCPT TO:<a@b>", "< 550 \(long)")
        #expect(other.reply?.text.count == SMTPReply.maximumLength)
    }

    @Test func `an answer without end keeps a bounded text`() {
        var dialogue = SMTPDialogue(protection: .none, needsLogin: false, isGoingOn: false)
        dialogue.said(Array("RCPT TO:<a@b>".utf8))
        for _ in 0..<10_000 {
            _ = dialogue.heard(Array("550-\(String(repeating: "y", count: 900))".utf8))
        }
        #expect(dialogue.reply == nil)
        _ = dialogue.heard(Array("550 end".utf8))
        #expect(dialogue.reply?.text.count == SMTPReply.maximumLength)
    }

    struct LoginCase: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var protection = SMTPServer.Protection.startTLS
        let lines: [String]
        let goesOn: Bool
    }

    @Test(arguments: [
        LoginCase(
            testDescription: "offered after TLS",
            lines: [
                "> EHLO r", "< 250 STARTTLS", "> STARTTLS", "< 220 go", "> EHLO r",
                "< 250-mail", "< 250 AUTH PLAIN LOGIN",
            ],
            goesOn: true
        ),
        LoginCase(
            testDescription: "offered only before TLS",
            lines: [
                "> EHLO r", "< 250-AUTH PLAIN", "< 250 STARTTLS", "> STARTTLS", "< 220 go",
                "> EHLO r", "< 250-mail", "< 250 SIZE",
            ],
            goesOn: false
        ),
        LoginCase(
            testDescription: "never offered",
            protection: .implicitTLS,
            lines: ["> EHLO r", "< 250-mail", "< 250 AUTHX"],
            goesOn: false
        ),
        LoginCase(
            testDescription: "offered as old servers do",
            protection: .implicitTLS,
            lines: ["> EHLO r", "< 250-mail", "< 250-auth=LOGIN", "< 250 SIZE"],
            goesOn: true
        ),
        LoginCase(
            testDescription: "a server that knows HELO only",
            protection: .implicitTLS,
            lines: ["> EHLO r", "< 502 what", "> HELO r", "< 250 mail"],
            goesOn: false
        ),
    ])
    func `a login that is configured is asked for, or nothing is sent`(login: LoginCase) {
        var dialogue = SMTPDialogue(
            protection: login.protection,
            needsLogin: true,
            isGoingOn: false
        )
        var goesOn = true
        for line in login.lines {
            let bytes = Array("\(line.dropFirst(2))\r\n".utf8)
            if line.hasPrefix(">") {
                dialogue.said(bytes)
            } else {
                goesOn = goesOn && dialogue.heard(bytes)
            }
        }
        #expect(goesOn == login.goesOn)
    }

    @Test func `the mail's end is the phase in which the server may have taken it`() {
        var (heard, _) = dialogue("> DATA", "< 354 go")
        heard.beganBody()
        #expect(heard.phase == .body)
        #expect(heard.reply == nil)
        heard.endedBody()
        #expect(heard.phase == .ended)
        _ = heard.heard(Array("250 queued as 1\r\n".utf8))
        #expect(heard.reply?.text == "250 queued as 1")
    }
}

@Suite struct SMTPServerTests {
    @Test(arguments: [
        (
            SMTPServer.Protection.startTLS, "mail.example.com", 587,
            "smtp://mail.example.com:587/r.example"
        ),
        (.implicitTLS, "mail.example.com", 465, "smtps://mail.example.com:465/r.example"),
        (.none, "::1", 25, "smtp://[::1]:25/r.example"),
    ])
    func `the address names the host and how this one introduces itself`(
        protection: SMTPServer.Protection,
        host: String,
        port: Int,
        url: String
    ) {
        let server = SMTPServer(host: host, port: port, protection: protection, hello: "r.example")
        #expect(server.url == url)
    }

    @Test func `a login is never shown`() {
        let login = SMTPLogin(user: "ada", secret: "hunter2", method: .password)
        var dumped = ""
        dump(login, to: &dumped)
        for text in ["\(login)", String(reflecting: login), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
