"""The points an ordinance (förbundsordning) must state, 9 § law 2003:1210."""

POINTS = {
    1: "Namn, säte, medlemmar och ändamål",
    2: "Organisation",
    3: "Antal ledamöter och ersättare, representation och mandattid",
    4: "Uppgifter och beslutanderätt enligt 7 §",
    5: "Medlemmars rätt att väcka ärenden",
    6: "Kvalificerad majoritet, och för vilka ärenden",
    7: "Anslagstavla",
    8: "Andelar i tillgångar och skulder samt fördelning av kostnader",
    9: "Gräns för upptagande av lån",
    10: "Medlemmarnas styrning och insyn",
    11: "Budgetprocess",
    12: "Revisorernas mandattid",
    13: "Gemensamma revisorer: hur och av vem de väljs",
    14: "Utträde",
    15: "Likvidation, upplösning och skifte",
    16: "Tvister",
    17: "Arvoden till ledamöter, ersättare och revisorer",
    18: "Övrigt om ekonomi och förvaltning",
}
