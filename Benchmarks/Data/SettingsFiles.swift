/// Writes a configuration and a policy that looks at every seat and finds few: what is measured is
/// reading and deriving, which any other program would have to do too.
func writeSettings(_ company: Company, _ names: ExportNames) throws(FileProblem) {
    var configuration = try ExportFile("\(names.folder)/config.yaml")
    configuration.write(
        """
        # Made by benchmark-data.
        organisation: Meridian
        timezone: UTC
        inputs: { stable_for: 0s }
        contacts: { operators: [it@mdn.example] }
        mail: { from: Seatwarden <seatwarden@mdn.example> }
        money: { currency: USD }
        relay: { transport: maildir }
        flex: { token_price: 3.00 }
        prices:

        """
    )
    for offering in catalogue {
        configuration.write("  - { offering: '\(offering.name)', price: \(offering.price) }\n")
    }
    configuration.write("offerings:\n  collections:\n")
    for offering in catalogue where offering.products.count > 1 {
        let products = offering.products.joined(separator: ", ")
        configuration.write("    - { name: '\(offering.name)', products: [\(products)] }\n")
    }
    try configuration.flush()

    var policy = try ExportFile("\(names.folder)/policies/idle.yaml")
    policy.write(
        """
        # Made by benchmark-data.
        policy: idle
        title: Seats that nobody uses, in one team
        mode: audit
        resource: seat
        match:
          - assigned: seat.assigned
          - subscription: seat.access == 'subscription'
        expr: >
          seat.days_idle >= 60 && seat.days_used_30 == 0
          && seat.offering == 'CFD Ultimate' && seat.team == '\(company.teams.last ?? "")'

        """
    )
    try policy.flush()
}
