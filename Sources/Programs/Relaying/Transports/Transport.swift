package import Spooling

/// A way out for mails.
///
/// It says what came of an attempt and decides nothing about what follows.
package protocol Transport: Sendable {
    /// Whether it sees by itself that it has delivered a mail before, so that an attempt whose end
    /// nobody knows may be repeated without a second copy.
    var recognizesRepeats: Bool { get }

    /// Tries to deliver a mail once.
    ///
    /// `isRepeat` says that an earlier attempt may have delivered it.
    func deliver(_ mail: SpooledMail, isRepeat: Bool) async -> Delivery

    /// Ends what was kept open from one mail to the next.
    func finish() async
}

extension Transport {
    /// Most keep nothing open.
    package func finish() async {}
}
