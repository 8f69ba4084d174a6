/// Something that the company has bought.
struct Offering {
    let name: String
    /// What is inside a collection; the offering itself where it stands alone.
    let products: [String]
    let price: Int
    /// Whether it is used by the year's version; others come from the cloud.
    let hasYears: Bool
}

/// The offerings, the most common first.
let catalogue: [Offering] = collections + singles

private let collections = [
    Offering(
        name: "Architecture Engineering & Construction Collection",
        products: ["Revit", "AutoCAD", "Navisworks Manage", "Civil 3D", "InfraWorks", "3ds Max"],
        price: 3675,
        hasYears: true
    ),
    Offering(
        name: "Product Design & Manufacturing Collection",
        products: ["Inventor Professional", "AutoCAD", "Fusion", "Vault Professional"],
        price: 3340,
        hasYears: true
    ),
    Offering(
        name: "Media & Entertainment Collection",
        products: ["Maya", "3ds Max", "Arnold", "MotionBuilder"],
        price: 2660,
        hasYears: true
    ),
]

private let singles =
    [
        ("AutoCAD", 2095), ("Revit", 2985), ("AutoCAD LT", 545), ("Civil 3D", 2870),
        ("Fusion", 680),
        ("Navisworks Manage", 2990), ("Inventor Professional", 2585), ("BIM Collaborate Pro", 1095),
        ("Docs", 400), ("3ds Max", 2010), ("Maya", 2010), ("Revit LT", 595),
        ("Vault Professional", 1250), ("Navisworks Simulate", 1195), ("BIM Collaborate", 540),
        ("ReCap Pro", 420), ("InfraWorks", 2145), ("Robot Structural Analysis Professional", 3320),
        ("Advance Steel", 1345), ("Plant 3D", 2330), ("Electrical", 2090), ("Mechanical", 2095),
        ("Build", 1690), ("Takeoff", 1430), ("Forma Build 5000", 0), ("Arnold", 430),
        ("MotionBuilder", 2225), ("Mudbox", 110), ("CFD Ultimate", 10_900),
        ("Moldflow Insight, Premium", 25_000), ("PowerMill Ultimate", 12_500),
        ("Alias Concept", 5310),
        ("VRED Professional", 15_000), ("Netfabb Premium", 5200), ("FeatureCAM Ultimate", 7500),
        ("Info360 Asset", 1900), ("Water Network Suite, Professional", 4200),
    ].map { name, price in
        Offering(name: name, products: [name], price: price, hasYears: price > 700)
    }
