// cel-go, ext/network.go, which follows the library of Kubernetes.

/// Functions of addresses of networks and their ranges.
let networkFunctions = readingFunctions + addressFunctions + rangeFunctions + textForms

private let readingFunctions = [
    FunctionDeclaration(
        "ip",
        about: "The address that a text names, of IPv4 or IPv6; of a range the one that it has.",
        [
            .function(NetworkAddress.type) { (a: String) throws(EvaluationError) -> Value in
                .opaque(try address(a))
            },
            .member(NetworkAddress.type) { (a: NetworkRange) in .opaque(a.address) },
        ]
    ),
    FunctionDeclaration(
        "cidr",
        about: "The range of addresses that a text names, as 192.0.2.0/24.",
        [
            .function(NetworkRange.type) { (a: String) throws(EvaluationError) -> Value in
                .opaque(try range(a))
            }
        ]
    ),
    FunctionDeclaration(
        "isIP",
        about: "Whether a text names an address.",
        [.function(.bool) { (a: String) in .bool((try? NetworkAddress(a)) != nil) }]
    ),
    FunctionDeclaration(
        "isCIDR",
        about: "Whether a text names a range of addresses.",
        [.function(.bool) { (a: String) in .bool((try? NetworkRange(a)) != nil) }]
    ),
    FunctionDeclaration(
        "ip.isCanonical",
        about: "Whether a text names an address in the one way of RFC 5952.",
        [
            .function(.bool) { (a: String) throws(EvaluationError) -> Value in
                .bool(isSameText(try address(a).description, a))
            }
        ]
    ),
]

private let addressFunctions = [
    FunctionDeclaration(
        "family",
        about: "4 or 6, the version of an address.",
        [.member(.int) { (a: NetworkAddress) in .int(a.isIPv4 ? 4 : 6) }]
    ),
    kind("isUnspecified", "Whether it is 0.0.0.0 or ::.") { $0.isUnspecified },
    kind("isLoopback", "Whether it is that of the machine itself.") { $0.isLoopback },
    kind("isGlobalUnicast", "Whether it is that of one host, be it in a private network.") {
        $0.isGlobalUnicast
    },
    kind("isLinkLocalMulticast", "Whether it is that of a group of hosts on one link.") {
        $0.isLinkLocalMulticast
    },
    kind("isLinkLocalUnicast", "Whether it is that of a host on one link.") {
        $0.isLinkLocalUnicast
    },
]

private let rangeFunctions = [
    FunctionDeclaration(
        "containsIP",
        about: "Whether an address lies in a range.",
        [
            .member(.bool) { (a: NetworkRange, b: NetworkAddress) in .bool(a.contains(b)) },
            .member(.bool) { (a: NetworkRange, b: String) throws(EvaluationError) -> Value in
                .bool(a.contains(try address(b)))
            },
        ]
    ),
    FunctionDeclaration(
        "containsCIDR",
        about: "Whether all of a range lies in another.",
        [
            .member(.bool) { (a: NetworkRange, b: NetworkRange) in .bool(a.contains(b)) },
            .member(.bool) { (a: NetworkRange, b: String) throws(EvaluationError) -> Value in
                .bool(a.contains(try range(b)))
            },
        ]
    ),
    FunctionDeclaration(
        "masked",
        about: "The range by the first of its addresses.",
        [.member(NetworkRange.type) { (a: NetworkRange) in .opaque(a.masked) }]
    ),
    FunctionDeclaration(
        "prefixLength",
        about: "How many bits are the same in all addresses of a range.",
        [.member(.int) { (a: NetworkRange) in .int(Int64(a.prefixLength)) }]
    ),
]

private let textForms = [
    FunctionDeclaration(
        "string",
        [
            .function(.string) { (a: NetworkAddress) in .string(a.description) },
            .function(.string) { (a: NetworkRange) in .string(a.description) },
        ]
    )
]

private func kind(
    _ name: String,
    _ about: String,
    _ holds: @escaping @Sendable (NetworkAddress) -> Bool
) -> FunctionDeclaration {
    FunctionDeclaration(
        name,
        about: about,
        [.member(.bool) { (a: NetworkAddress) in .bool(holds(a)) }]
    )
}

private func address(_ text: String) throws(EvaluationError) -> NetworkAddress {
    do throws(NetworkAddress.Mistake) {
        return try NetworkAddress(text)
    } catch {
        throw refusal(of: text, "IP address", error)
    }
}

private func range(_ text: String) throws(EvaluationError) -> NetworkRange {
    do throws(NetworkAddress.Mistake) {
        return try NetworkRange(text)
    } catch {
        throw refusal(of: text, "range of IP addresses, which is written like 192.0.2.0/24", error)
    }
}

private func refusal(of text: String, _ what: String, _ mistake: NetworkAddress.Mistake)
    -> EvaluationError
{
    let shown = Value.string(text).brief
    let message =
        switch mistake {
        case .malformed: "\(shown) is no \(what)"
        case .hasZone: "\(shown) has a zone, which is not possible here"
        case .isMapped: "\(shown) is an address of IPv4 inside one of IPv6: write it as one of IPv4"
        }
    return EvaluationError(.conversion, message)
}

extension NetworkAddress: Unpackable {
    static var type: ValueType { .abstract(name, []) }
    init?(_ value: Value) {
        guard case .opaque(let opaque) = value, let address = opaque.base as? NetworkAddress else {
            return nil
        }
        self = address
    }
}

extension NetworkRange: Unpackable {
    static var type: ValueType { .abstract(name, []) }
    init?(_ value: Value) {
        guard case .opaque(let opaque) = value, let range = opaque.base as? NetworkRange else {
            return nil
        }
        self = range
    }
}
