// Names from many places; those with a comma or quotation marks are what makes a cell of a file quoted.

let firstNames = words(
    """
    Ada Aisha Amara Anders Beatriz Bjørn Camille Chen Clara Daniel Deniz Dmitri Elena Emeka Eun-ji
    Fatou Felix Francesca Gabriel Giulia Hana Hassan Hiroshi Ines Ingrid Isaac Ivan Jamal Joana
    José Julia Kaito Katarína Kofi Kwame Lars Leila Liam Linh Łukasz Luca Magdalena Maja Malik
    Marisol Mateo Mehmet Mei Mia Miguel Nadia Nils Noor Olga Oluwaseun Omar Paolo Petra Priya Rafael
    Ravi Rosa Sami Sanjay Sara Seán Sofia Søren Sunita Tariq Thandiwe Tomasz Uma Valentina Víctor
    Wanjiru Wei Yara Yusuf Zeynep Zoë
    """
)

let lastNames = words(
    """
    Abara Abe Aksoy Almeida Andersson Bakker Baptiste Bauer Bello Benali Bergström Bianchi Brandt
    Castro Chaudhry Chen Costa Dahl Daniels Diallo Dimitrov Dubois Eriksen Estévez Fernández Ferrari
    Fischer Fofana Fraser García Ghosh Gonçalves Gupta Haddad Halvorsen Hansen Hoffmann Horváth
    Hussein Ibrahim Ivanova Jansen Jensen Johansson Joshi Kamau Kang Kaya Keller Khan Kim Kowalska
    Kumar Larsen Lefèvre Li Lindqvist Lopez Mabaso MacDonald Martins Mensah Meyer Moreau Müller
    Murphy Mwangi Nakamura Ndiaye Nguyen Nowak O'Connor Okafor Olsen Osei Özdemir Park Patel Pereira
    Petrov Pham Pinto Quintero Rahman Ramos Rossi Ruiz Saito Salazar Santos Sato Schmidt Schneider
    Silva Singh Smit Suzuki Takahashi Tanaka Torres Traoré Tran Vargas Vasquez Virtanen Wagner Walker
    Wang Weber Wiśniewska Wójcik Yamamoto Yang Yılmaz Zhang Zieliński
    """
)

/// What stands behind the names of people who have earned it.
let titles = [", PhD", ", P.Eng.", ", AIA", ", PMP", ", Jr.", ", M.Sc."]

let teamNames = words(
    "Harbour Bridges Airports Rail Water Energy Interiors Studio Plant Tunnels Roads Landscape"
)

private func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
}

/// The letters and digits of a name that an address can hold.
func plain(_ name: String) -> String {
    var result = ""
    for character in name.lowercased() {
        switch character {
        case "a"..."z": result.append(character)
        case "ø", "ö", "ó": result.append("o")
        case "ü": result.append("u")
        case "é", "è", "ë": result.append("e")
        case "á", "ã": result.append("a")
        case "í", "ı": result.append("i")
        case "ł": result.append("l")
        case "ś": result.append("s")
        case "ç": result.append("c")
        case "ń": result.append("n")
        default: break
        }
    }
    return result
}
