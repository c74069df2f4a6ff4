"""English words that tell a noun before another noun from a verb before what it acts on: "Order details", but "Order
pizza"."""

from __future__ import annotations

from deskhand.policy.lexicon.listing import words

CORE_TAILS = frozenset(
    words(
        """
    details detail history options option settings setting status summary rules policy policies guide
    guidelines help info information count counts number numbers view price prices rate rates chart charts
    stats statistics analytics log logs activity preview examples tips notes id type types template
    templates center centre terms requirements requirement instructions calculator tracker overview insights
    manager editor tools planner finder breakdown method methods limits levels category categories viewer
    explorer faq faqs checklist slip slips stub stubs scale period reason reasons amount amounts cards
    vouchers code
    """
    )
)
"""Nouns that a verb-like noun before them names a kind of: "Order details", "Vote count"."""

COMPOUND_TAILS = CORE_TAILS | frozenset(
    words(
        """
    alerts quality videos openings graph diagram cameras readings programmes effects flow life scope brands
    guides shipping currency state states style lines layout layouts generation transmission comment data
    link changes position positions date dates fee fees queue list page pages gallery limit level name names
    person address addresses time times period board dashboard view views mode modes menu area zone map maps
    desk room hub feed stream timeline calendar table panel store window tab folder folders label labels
    schedule section total totals volume cost costs benefits features feature source sources topics archive
    points record records trend trends forecast stage stages slip slips facts process procedure kit index
    results report reports statement statements form forms card book club line sheet sheets portal trail
    office shop plan plans cycle pipeline tree group groups value values power side ratio progress basis
    """
    )
)

HYPHENED = frozenset(
    words(
        """
    check-in check-out sign-in sign-out log-in follow-up sign-up pick-up drop-off top-up
    """
    )
)
"""Written like this they are nouns where another noun follows."""

NEEDS_SOMEBODY = frozenset(words("email e-mail message text mail phone page"))
"""Verbs that are nouns unless somebody or something to be told follows."""

STATES = frozenset(
    words(
        """
    sign log export import upload download update delete save payment refund setup backup
    """
    )
)
STATES_AFTER = frozenset(
    words(
        """
    successful failed pending ended complete required available unavailable error failure
    """
    )
)
"""After such a verb they tell what has come about: "Upload failed"."""

ACTS_ON_PAGES = frozenset(
    words(
        """
    pay share book post report record schedule request claim publish message mail email rate transfer order
    """
    )
)
"""Verb-like nouns that often act on what the longer list names: "Share calendar", "Book room"."""

MOSTLY_VERBS = frozenset(
    words(
        """
    request reserve return block release sign star follow watch pin book transfer share post record
    interview lock unlock
    """
    )
)
FACTS_OF = frozenset(
    words(
        """
    details detail history options option settings setting status summary rules policy policies guide
    guidelines help info information count counts type types price prices date dates analytics stats
    statistics times title titles preview office log logs queue requirements requirement instructions faq
    faqs reason reasons period rate rates center centre view category categories method methods id insights
    alerts paper lookup tips map shipping form template templates capital questions limits language
    """
    )
)
"""After nouns that are mostly verbs on a button only these name a kind of it: "Return policy", but "Return book"."""

NOUNS_TOO = frozenset(
    words(
        """
    subscribe shift cue run form soil wash repair consent bill daily audit idle reach page alert bin patch
    login bounce route entry launch boot crash dial ring guard lift dock dive drill dose fill hire jump kick
    mount note park pass plot poll press probe pulse push race raid rank rest roll round sample scale shop
    snap spin spot spread stack stage step strike survey swap tap tow trace trap type upgrade view walk
    waste win work wrap zoom query quick logout signup onboarding return payment cherry-pick backup rollback
    escape browse stay shoot bid loss profit pick sleep wake heat cool charge charging boil brake drag drive
    fuel order lead demand supply trade attack defence damage heal respawn spawn craft loot match vote
    voting ballot care support rescue treat cure feed sow plant harvest crop yield milk rain wind visit
    check test exam study grade rent lease
    """
    )
)
"""Verbs that are nouns as often: before one of `TELLS_OF` they name what is told of."""
TELLS_OF = frozenset(
    words(
        """
    history options setting settings rate rates detail details status analysis comparison calendar attempts
    locations type types count counts reason reasons method methods statistics trends breakdown calculator
    guide tips checklist overview frequency volume view mode menu metrics analytics insights forecast ratio
    speed distance duration shadow programmes predictions moisture yield
    """
    )
)

ALSO_NOUNS = frozenset(
    words(
        """
    breed stock radio pay sound order reply comment post report request transfer trade share vote book
    contact review record schedule message mail email call page chat exchange release plan design draft
    charge bill invoice gift tip loan lease rent mortgage auction bid bet deposit refund credit visit
    support tour match list map chart test watch stream label flag access grant permit license licence
    patent trust log ticket award grade score rank rate challenge contest dispute appeal pardon waiver claim
    reward pack queue push branch build host feed plant water land ground bench counter offer sale stake
    yield margin hedge option future swap bridge pool lead deal discharge prescription return delivery
    pickup reserve check payment purchase work case process trial hearing motion fund sponsor follow like
    pin star ban block lock ship shipping sign drive ride shift cue run form soil wash repair consent
    service second title table bottle hit stand double dose vent bleed code seat pick cast research store
    manifest phase interview sleep split damage commute board blast lane price travel market model quality
    display monitor press print scan search study talk target track train treat wave heat
    """
    )
)

ALONE_A_THING = frozenset(
    words(
        """
    service title second hit stand double bottle code research manifest seat store feed score ticket page
    plant land queue pack chart log host air contact test text bill invoice loan mortgage margin program
    plan design map ground bench form water grade award object contest found mint coin label tag access
    budget finance shop bank match course list table view plot graph counter lease licence license patent
    market stock party project subject compile process stream fuse sound return link
    """
    )
)
"""Verbs that, alone on a button, mostly name a place of the site or program: "Feed", "Score"."""
