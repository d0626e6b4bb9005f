"""The invented people, companies and phrases of which the generated calendars are made."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words(
    "Dana Luis Aiko Marta Tomasz Priya Noor Elias Ingrid Kwame Chloé Ravi Sanna Hugo Mei Farah Jonas Abena Petra Owen "
    "Leila Mateo Yuki Zofia Amir Greta Samir Nadia Felix Renée"
)
LAST = _words(
    "Whitfield Moreno Tanaka Lindqvist Kowalski Raman Haddad Bergström Osei Laurent Iyer Virtanen Castellanos Zhang "
    "Rahimi Fischer Mensah Novak Gallagher Farouk Herrera Sato Zielińska Karimi Hoffmann Nassar Petrova Brandt Dubois "
    "Ashworth Calloway Thornbury Velasquez Okonkwo Marchetti Sorensen Delacroix Ferreira Abernathy Quist"
)
COMPANY_HEADS = _words(
    "Velmora Harnwick Brightfen Quillon Tessaly Marrowby Oakhallow Lunorix Pendaric Saffwell Copperlea Drayton "
    "Evenholt Fenwright Galloway Hexley Ironvale Junipera Kestrelby Larkmoor Mistral Norbeck Ostrander "
    "Pellworth Quaymere Rookfield Stellwood Thistledon Umberlyn Vantrell"
)
COMPANY_TAILS = _words(
    "Labs Systems Health Robotics Foods Energy Software Logistics Studios Analytics Networks Finance Materials "
    "Media Mobility Security Retail Travel Bio Works Games Insurance Cloud Optics Water Grid Paper Tools Freight Homes"
)
ROLES = (
    "Backend Engineer",
    "Product Designer",
    "Data Analyst",
    "Engineering Manager",
    "Site Reliability Engineer",
    "Technical Writer",
    "Account Executive",
    "Machine Learning Engineer",
    "Project Coordinator",
    "Financial Controller",
)
RECRUITER_TITLES = ("Recruiter", "Talent Partner", "Recruiting Coordinator", "Senior Technical Recruiter")
INTERVIEWER_TITLES = ("Engineering Manager", "Staff Engineer", "Head of Product", "Lead Analyst", "Team Lead")
INTERVIEW_TITLES = (
    ("Interview with {company}: {role}", "Phone screen: {role} at {company}", "Recruiter call with {company}"),
    ("Technical interview - {role} - {company}", "{company} | Technical interview | {role}"),
    ("Final interview: {role} ({company})", "Onsite interview at {company}", "Hiring manager interview - {company}"),
)
INTERVIEW_TEXT = (
    "Hi Robin, thank you for your interest in the {role} position at {company}.",
    "We look forward to your interview for the {role} role.",
    "You will meet {person}, {title}, to talk about your experience and how the team works.",
    "Please have a quiet place and a stable connection ready.",
    "You can expect feedback from us within a week.",
    "If you need to reschedule, reply to this invitation or write to {contact}.",
    "Best regards, {contact_name}, {contact_title}, {company}",
)
TITLES = (
    "Team stand-up",
    "Sprint planning",
    "Dentist",
    "Lunch with {person}",
    "Budget review",
    "1:1 {person}",
    "Architecture forum",
    "Yoga",
    "Roadmap sync",
    "Customer call: {company}",
    "All hands",
    "School pick-up",
    "Focus time",
    "Release checklist",
    "Vendor demo: {company}",
    "Quarterly numbers",
    "Design critique",
    "Incident review",
    "Book club",
    "Parents' evening",
    "Car service",
    "Onboarding: {person}",
    "Birthday drinks for {person}",
    "Train to Ottawa",
)
TRAP_TITLES = (
    "Interview {person} for the support team",
    "Customer interview: {company}",
    "Hiring sync",
    "Interview panel debrief",
    "Coffee with {person}",
)
SENTENCES = (
    "Please add your points to the shared document before noon.",
    "We go through the open tickets first and then look at next week.",
    "The numbers from last month are in the attached sheet.",
    "Bring your laptop, the projector in the small room works again.",
    "{person} presents the current state and we discuss what is missing.",
    "If you cannot make it, send somebody from your group.",
    "This replaces the meeting of last Thursday.",
    "Minutes of the previous meeting are on the wiki.",
    "Let us keep it to thirty minutes.",
    "The supplier has confirmed the delivery for the end of the month.",
    "We still need a date for the migration of the old database.",
    "Parking is behind the building, ring at the side entrance.",
    "Agenda: status, risks, dates, any other business.",
    "Tickets are booked, I will hand them out at the station.",
    "Please read the draft of the letter beforehand.",
    "Heating is serviced that morning, so dress warmly.",
    "Bitte die Unterlagen vorher lesen, danke.",
    "Sales would like to hear how far the new export has come.",
    "Nothing to prepare, just be there.",
    "The room holds twelve people, remote guests use the link below.",
    "We will use the second half to plan the summer party.",
    "Results of the survey are in, see the summary on page two.",
    "Insurance card and the letter from the practice are needed.",
)
LOADED_SENTENCES = (
    "Please read the draft of the contract beforehand.",
    "We need a decision on the two remaining offers.",
    "Your feedback on the first version is very welcome.",
    "The final figures follow by Monday.",
    "Coffee and sandwiches are served outside.",
    "Please say who takes which role in the exercise.",
    "A short chat beforehand would be good.",
)
VIDEO = (
    "Robin Okafor is inviting you to a scheduled video meeting. Join the meeting: "
    "https://video.example/j/{number}?pwd={code} Meeting ID: {number} Passcode: {code} One tap mobile: "
    "+16475550123,,{number}# Toronto, +12125550188,,{number}# New York. Dial by your location: +1 647 555 0123, "
    "+1 212 555 0188, +44 20 7946 0321. Find your local number: https://video.example/u/{code}"
)
ZONES = (
    "BEGIN:VTIMEZONE\nTZID:America/Toronto\nBEGIN:STANDARD\nDTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;"
    "BYDAY=1SU\nTZNAME:EST\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20070311T020000"
    "\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nTZNAME:EDT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\n"
    "END:VTIMEZONE\n",
    "BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19961027T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;"
    "BYDAY=-1SU\nTZNAME:GMT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19810329T010000"
    "\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZNAME:BST\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:DAYLIGHT\n"
    "END:VTIMEZONE\n",
)
