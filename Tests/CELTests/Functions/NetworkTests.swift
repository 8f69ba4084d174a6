import Testing

@testable import CEL

@Suite struct NetworkTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case(
            "string(ip('192.0.2.1')) == '192.0.2.1' && string(ip('2001:DB8::0:1')) == '2001:db8::1'"
        ),
        Case("string(ip('0:0:0:0:0:0:0:0')) == '::' && string(ip('1::')) == '1::'"),
        Case(
            "string(ip('1:0:0:2:0:0:0:3')) == '1:0:0:2::3' && string(ip('1:0:0:2:3:0:0:4')) == '1::2:3:0:0:4'"
        ),
        Case("string(ip('1:2:3:4:5:6:7:0')) == '1:2:3:4:5:6:7:0'"),
        Case("string(ip('64:ff9b::192.0.2.33')) == '64:ff9b::c000:221'"),
        Case("ip('::ffff:c0a8:1') == ip('192.168.0.1') && ip('::ffff:c0a8:1').family() == 4"),
        Case("ip('::1') != ip('::2') && ip('::1') == ip('0:0::1') && type(ip('::1')) == net.IP"),
        Case("ip('127.0.0.1').family() == 4 && ip('::1').family() == 6"),
        Case("ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1')"),
        Case("!ip.isCanonical('2001:db8:0:0:0:0:0:1') && ip.isCanonical('10.0.0.1')"),
        Case("ip.isCanonical('x')", fails: "'x' is no IP address"),
        Case("ip('fe80::1%en0')", fails: "'fe80::1%en0' has a zone, which is not possible here"),
        Case(
            "ip('::ffff:192.0.2.1')",
            fails:
                "'::ffff:192.0.2.1' is an address of IPv4 inside one of IPv6: write it as one of IPv4"
        ),
        Case(
            "ip('0.0.0.0').isUnspecified() && ip('::').isUnspecified() && !ip('::1').isUnspecified()"
        ),
        Case(
            "ip('127.9.9.9').isLoopback() && ip('::1').isLoopback() && !ip('128.0.0.1').isLoopback()"
        ),
        Case("ip('224.0.0.9').isLinkLocalMulticast() && !ip('224.0.1.1').isLinkLocalMulticast()"),
        Case("ip('ff02::1').isLinkLocalMulticast() && !ip('ff05::1').isLinkLocalMulticast()"),
        Case("ip('169.254.1.1').isLinkLocalUnicast() && ip('febf::1').isLinkLocalUnicast()"),
        Case("!ip('fec0::1').isLinkLocalUnicast() && !ip('169.255.0.1').isLinkLocalUnicast()"),
        Case("ip('10.0.0.1').isGlobalUnicast() && ip('fd00::1').isGlobalUnicast()"),
        Case(
            "['0.0.0.0', '255.255.255.255', '127.0.0.1', '224.0.0.1', '169.254.0.1', '::', '::1', "
                + "'ff00::1', 'fe80::1'].all(a, !ip(a).isGlobalUnicast())"
        ),
        Case("ip('::1') in [ip('::1')] && sets.contains([ip('10.0.0.1')], [ip('10.0.0.1')])"),
    ])
    func `addresses`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4 ", "1.2.3.+4",
        "a.b.c.d",
        ":", ":::", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1:",
        ":1::",
        "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4::", "::+1", "::-1", "[::1]", "1.2.3.4:80",
        "１.2.3.4", "::1.2.3.4.5",
    ])
    func `what is no address`(_ text: String) throws {
        #expect(throws: NetworkAddress.Mistake.self) { try NetworkAddress(text) }
        #expect(try evaluated("isIP(\(Value.string(text).brief))") == .success(.bool(false)))
    }

    @Test(arguments: [
        Case("string(cidr('192.0.2.5/24')) == '192.0.2.5/24' && type(cidr('::/0')) == net.CIDR"),
        Case("cidr('192.0.2.5/24').masked() == cidr('192.0.2.0/24')"),
        Case("string(cidr('2001:db8:ffff::/33').masked()) == '2001:db8:8000::/33'"),
        Case(
            "cidr('10.1.2.3/0').masked() == cidr('0.0.0.0/0') && cidr('10.1.2.3/32').masked().ip() == ip('10.1.2.3')"
        ),
        Case("cidr('192.0.2.5/24').ip() == ip('192.0.2.5') && cidr('::/7').prefixLength() == 7"),
        Case(
            "cidr('10.0.0.0/8') != cidr('10.0.0.0/9') && cidr('10.0.0.1/8') != cidr('10.0.0.2/8')"
        ),
        Case(
            "cidr('10.0.0.0/8').containsIP('10.255.0.1') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))"
        ),
        Case("!cidr('0.0.0.0/0').containsIP('::1') && cidr('::/0').containsIP('::1')"),
        Case("cidr('192.168.0.0/24').containsIP(ip('::ffff:c0a8:1'))"),
        Case(
            "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.0.0.0/8').containsCIDR(cidr('10.0.0.0/8'))"
        ),
        Case(
            "!cidr('10.1.0.0/16').containsCIDR('10.0.0.0/8') && !cidr('::/0').containsCIDR('10.0.0.0/8')"
        ),
        Case(
            "isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/33') && isCIDR('::/128')"
        ),
        Case(
            "!isCIDR('10.0.0.0/08') && !isCIDR('10.0.0.0/+8') && !isCIDR('10.0.0.0/8/8') && !isCIDR('::/129')"
        ),
        Case(
            "cidr('10.0.0.0/')",
            fails: "'10.0.0.0/' is no range of IP addresses, which is written like 192.0.2.0/24"
        ),
        Case(
            "cidr('::ffff:c0a8:1/112')",
            fails:
                "'::ffff:c0a8:1/112' is an address of IPv4 inside one of IPv6: write it as one of IPv4"
        ),
        Case(
            "cidr('fe80::1%e/64')",
            fails: "'fe80::1%e/64' has a zone, which is not possible here"
        ),
        Case("cidr('10.0.0.0/8').containsIP('x')", fails: "'x' is no IP address"),
    ])
    func `ranges`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        ("isIP(cidr('10.0.0.0/8'))", "isIP() takes (string), not (net.CIDR)"),
        ("cidr('::/0').family()", "family() takes net.IP.(), not net.CIDR.()"),
        ("ip('::1') < ip('::2')", "net.IP has no order, so '<' cannot compare it"),
    ])
    func `mistakes are seen before it is evaluated`(text: String, message: String) {
        #expect(Environment().compile(text).problems.map(\.message) == [message])
    }
}
