namespace LerBridge.Sandbox.Population;

/// <summary>Made-up names of many kinds: what a real register holds, and what breaks careless code.</summary>
internal static class Names
{
    // e + U+0301, n + U+0303: not composed on purpose, as some registers deliver them
    private static readonly PersonName[] Unusual =
    [
        PersonName.Western("Siobhán", "O’Hara-Quigley"),
        PersonName.Western("Ame\u0301lie", "Lefe\u0300vre-Roux"),
        PersonName.Western("In\u0303igo", "Zabaleta In\u0303iguez"),
        PersonName.Mononym("Wulandari"),
        PersonName.Mononym("Nagarathna"),
        PersonName.Mononym("Sutrisno"),
        PersonName.FamilyFirst("欧阳", "静怡"),
        PersonName.FamilyFirst("小野寺", "紬", " "),
        PersonName.FamilyFirst("황보", "서윤", " "),
        PersonName.FamilyFirst("Đoàn", "Thị Quỳnh Giang", " "),
        PersonName.Western("ليان", "القحطاني"),
        PersonName.Western("נועם", "בן־שחר"),
        PersonName.Western("Ярослава", "Черненко"),
        PersonName.Western("Ελευθερία", "Παπασταύρου"),
        PersonName.Western("अनन्या", "चट्टोपाध्याय"),
        PersonName.Western("Łucja", "Żółkiewska-Wąs"),
        PersonName.Western("Þórdís", "Ásgeirsdóttir"),
        PersonName.Western("D’Shawn", "O'Neal-Prather", "Shawn"),
        PersonName.Western("Mary-Kate", "St. Cyr"),
        PersonName.Western("Pieter-Jan", "van der Meulen"),
        PersonName.Western("Adékúnlé", "Ọbáfẹ́mi-Bright"),
        PersonName.Western("Kealiʻi", "Nāhōkū"),
        PersonName.Western("Ximena Guadalupe", "de la Peña y Ortega", "Lupe"),
        PersonName.Western("Wilhelmina Theodora Anastasia", "Featherstonehaugh-Cholmondeley", "Mina"),
        PersonName.Western("Ümit", "İnönülü"),
        PersonName.Western("Björn", "Åström"),
        PersonName.Western("Robert", "Tables); --", "Bobby"),
        PersonName.Western("T", "Ng"),
    ];

    private static readonly string[] Given =
    [
        "Aaliyah", "Abel", "Adriana", "Aiden", "Alejandro", "Alicia", "Amara", "Andre", "Anita", "Antoine", "Arjun", "Ayesha", "Beatriz", "Benjamin",
        "Bianca", "Brandon", "Caleb", "Camila", "Carmen", "Cedric", "Chioma", "Claire", "Cole", "Dalia", "Damian", "Daniela", "Darnell", "Deepa",
        "Desiree", "Devon", "Diego", "Elena", "Elijah", "Emeka", "Esther", "Fatima", "Felix", "Fiona", "Gabriel", "Grace", "Hana", "Hassan",
        "Hector", "Hien", "Imani", "Ines", "Isaac", "Jasmine", "Javier", "Jerome", "Jin", "Joana", "Julian", "Kamala", "Karim", "Keisha", "Kwame",
        "Laila", "Leon", "Lindiwe", "Lourdes", "Malik", "Marisol", "Mateo", "Mei", "Miguel", "Nadia", "Naomi", "Nikhil", "Noor", "Octavia", "Omar",
        "Paloma", "Priscilla", "Quentin", "Rafael", "Ramona", "Rashid", "Renata", "Rosa", "Ruth", "Samir", "Sofia", "Tamika", "Tariq", "Thuy",
        "Tobias", "Uma", "Valeria", "Victor", "Wanda", "Xavier", "Yasmin", "Yusuf", "Zainab", "Zoe",
    ];

    private static readonly string[] Family =
    [
        "Abernathy", "Acosta", "Adeyemi", "Aguilar", "Ahmadi", "Alvarado", "Amador", "Barrera", "Beaumont", "Bhatt", "Blackwood", "Boateng",
        "Brandt", "Caldwell", "Cardenas", "Castellanos", "Chowdhury", "Cisneros", "Cortland", "Dang", "Delacroix", "Desai", "Diallo", "Dominguez",
        "Eastman", "Ekwueme", "Espinoza", "Fairchild", "Farouk", "Ferreira", "Figueroa", "Gallagher", "Ghosh", "Guerrero", "Haddad", "Halvorsen",
        "Hernandez", "Hidalgo", "Hollis", "Ibarra", "Iyer", "Jankowski", "Jaramillo", "Kaminski", "Kapoor", "Kaur", "Keita", "Lachance", "Larsen",
        "Lozano", "Mahmoud", "Maldonado", "Mbeki", "McAllister", "Mendoza", "Montoya", "Mukherjee", "Nakamura", "Navarro", "Nwosu", "Ochoa",
        "Okafor", "Olsen", "Orellana", "Pacheco", "Park", "Pham", "Quintana", "Raman", "Rasmussen", "Redding", "Rocha", "Saldana", "Sandoval",
        "Serrano", "Sharif", "Sokolov", "Sorensen", "Tafoya", "Tanaka", "Thibodeaux", "Tran", "Trujillo", "Udo", "Valdez", "Vang", "Villanueva",
        "Whitaker", "Xiong", "Yamada", "Yazzie", "Zamora",
    ];

    private static readonly string[] Short = ["Alex", "Sam", "Chris", "Kit", "Robin", "Jo"];

    /// <summary>The <paramref name="index"/>th of a group: one in ten is of the unusual kind, one in fourteen goes by another given name.</summary>
    public static PersonName For(int index, Chance chance) => index % 10 == 7
        ? Unusual[index / 10 % Unusual.Length]
        : PersonName.Western(chance.Pick(Given), chance.Pick(Family), index % 14 == 5 ? chance.Pick(Short) : null);
}
