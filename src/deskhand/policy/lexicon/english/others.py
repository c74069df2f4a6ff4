"""English verbs of no family: that something is asked for is all they tell.

Their plain forms; left out are those that only show, choose or go back, and nouns that buttons are mostly named by.
"""

from __future__ import annotations

from deskhand.policy.lexicon.listing import words

OTHER_VERBS = frozenset(
    words(
        """
    abduct abolish absorb abstain accelerate accommodate accrue accuse adapt adhere adjudicate admire advance
    advocate aid airlift allege allude amass ambush amuse anchor annex anoint anonymise anonymize apportion
    appraise apprehend arrest ascend assault assert assimilate assuage assume astound atone attain attempt
    attract audit augment automate avenge avert await awaken axe backdate backtrack barter bathe battle befriend
    belittle blackmail blitz bolster boycott brake breach bribe brood browbeat budge burgle bury buttress bypass
    calibrate canvass capitulate celebrate censor censure chaperone cheat cherish chop circumvent classify
    cleanse climb clinch cling clog clout coax coerce collaborate collide combat commemorate commend communicate
    commute compete complicate comply comprise compromise concentrate condemn condone confine confront conjure
    conquer conserve consign consolidate conspire constrain construct consume contain contaminate contend
    contradict contrive converge convince cooperate coordinate cope counteract cram crawl criticise criticize
    crush cultivate curb curtail damage dampen dare daze debar decay deceive declassify declutter decontaminate
    decorate decrypt dedicate deduct defeat defend defragment defraud defrost defuse degrade deliberate
    demagnetise demean demilitarise demonstrate demystify deny depart depict deplete deplore depose deprecate
    depress deprive derail descend despatch despise destabilise detain deter deteriorate determine detour
    devalue devastate devise devote devour dig digitise digitize dilute diminish disavow discourage discredit
    disenchant disengage disgrace disguise disinfect disinherit dislodge dismantle dismount disobey disorient
    dispel displace dispose dispossess disprove disrupt dissect disseminate dissent dissipate distil distract
    disturb ditch diversify divert divest divide dodge dominate douse drench drive drown dry duel dwell earmark
    earn ease edify educate elaborate elevate elicit eliminate elope elude emancipate embargo embark embed
    embezzle embrace emerge emigrate emit employ emulate encase enchant encompass encounter encourage encrypt
    encumber endanger endeavour endow endure energise engage engrave enhance enjoin enlighten enliven enrich
    enslave ensure entail entertain entice entitle entrap entrench envision equalise eradicate erect erode
    espouse estrange evade evaporate even evoke exaggerate exalt exceed excel exclude exert exhaust exhume
    exonerate exorcise expedite explode exploit express expropriate exterminate extinguish extort extract
    extradite extricate facilitate falsify familiarise fascinate fast-track fasten fell ferry fertilise fetter
    finagle fix flatter flee flog flout fluctuate foil foist fool forage force forestall forgive forgo formulate
    forsake fortify frighten frustrate fumigate function furlough furnish further garnish gather gild glean
    glorify gouge govern grapple grieve grow guarantee gyrate hack halve hamper handcuff handover hang harass
    harden harm harmonise hasten haul heed heighten hijack hinder hoard hoist honor humiliate hurl hurt hustle
    idle illuminate immerse immigrate immunise impair impart impeach impede impel imperil implant implicate
    imply imprint imprison improve improvise impute incarcerate incentivise incinerate incite inconvenience
    incriminate incubate incur indemnify indict indoctrinate induce induct indulge infect infer infest
    infiltrate inflame inflate inflict infringe infuse inhabit inherit inhibit inject injure innovate inoculate
    inscribe inspire instigate instil institute instruct insulate intensify intercede intercept interchange
    interfere interject intersect intertwine intervene intimidate intoxicate intrude inundate invade invent
    invigorate irradiate irritate isolate jeopardise jettison jolt juggle juxtapose kidnap kindle knit lament
    lather laud launder lavish legalise legitimise lessen let levitate levy liberate lighten linger liquefy
    localise lure magnetise maim maintain mandate manipulate manoeuvre marinate maroon marshal matriculate maul
    mechanise meddle meditate melt memorialise mend mesmerise mimic mingle misappropriate mislead mitigate moan
    mock moderate modernise modulate mollify monetise monopolise motivate mourn muddle muffle multiply muster
    mutate mutilate muzzle mystify narrate nationalise necessitate negate neglect neuter neutralise nip
    normalise nourish nurture obey obfuscate obligate oblige obstruct offend officiate offset omit ooze oppose
    oppress opt orchestrate ordain organise orient oscillate ostracise outlaw outmanoeuvre outsource overbook
    overcharge overcome overdraw overhaul overload oversee overstate overtake overthrow overwhelm owe own pacify
    pamper paralyse paraphrase partition pauperise pave peddle penetrate perforate perform permeate permute
    perpetrate perpetuate persecute persuade pervert pester petition petrify pickle pierce pilfer pinch placate
    plagiarise please plough pluck poach poison polarise pollute ponder popularise populate portray possess
    postmark pour praise pray preach precede precipitate preclude predetermine predispose preempt prefix
    prejudge preoccupy preside presume pretend prevail prevent prick prime privatise proceed procrastinate prod
    profess prohibit propagate propel prophesy prosper protect provoke prowl pulverise punish purify pursue
    quadruple qualify quash quell quench quicken radicalise ransack rape rationalise rattle ravage raze re-elect
    re-enact re-enter reacquire readjust readmit reaffirm realign realise reap reappoint reapportion reassemble
    reassure rebate rebel rebuke rebut recant recapture recede reciprocate reclassify recoil recombine reconcile
    reconnect reconsider reconstruct recoup rectify recuperate recuse redirect redistribute redraft redraw
    redress reduce reek reelect reflect reform refract refrain refuel refurbish refute regain regroup regularise
    regulate rehabilitate rehire reignite reimpose rein reincarnate reinforce reinsure reintroduce reinvest
    reinvigorate rejoin rejuvenate relapse relegate relieve relist relive remand remedy remodel remould
    remunerate renegotiate renovate reoccupy repackage repair repatriate repel repent replenish repopulate
    repress reprieve reprimand reprint reproach reproduce reprove requite resent resettle reshape reshuffle
    reside resist resolve resonate resort respect restock restrain restructure resubmit resurface retaliate
    retard rethink retool retrain retreat retrieve retrofit return reunify reunite reuse revalidate revamp revel
    revere revitalise revive revolt revolutionise revolve reward rewire rezone rig rile rinse ripen roast rob
    rouse rub rupture rush sabotage sack saddle safeguard salute sanctify sanitise satirise satisfy saturate
    savour scald scalp scavenge scoff scold scoop scorch scour scrape scratch screw scrutinise seclude secrete
    sedate seduce segregate self-isolate sensationalise sensitise separate sequester sew shackle shake shatter
    shave shed shelter shepherd shield shoot shove shun shunt sieve simmer sink siphon skimp skip-trace slander
    slap slash slaughter slay sling slit slow slur smack smash smear smother smuggle snatch sneak sniff snipe
    soak sober socialise soften soil solder solicit solidify solve soothe sow spank spar spawn spay spearhead
    specialise spill splash splice split spoil spoof spook sprinkle spur spy squander squat squeeze stab
    stabilise standardise staple starve station steal steam sterilise stifle stigmatise stimulate sting
    stipulate stir stitch stockpile stoke storm straighten strangle streamline strengthen strew strive stun
    subcontract subdivide subdue sublease submerge subordinate subsidise substantiate subtract subvert succeed
    succumb suffocate superimpose supersede supervise supplant suppress surcharge surpass sustain swab swallow
    sway sweeten swindle symbolise tabulate tackle taint tame tamper tantalise tap tar tarnish tattoo taunt
    teach tear telecast teleport televise tempt tend tenderise terrorise theorise thicken thin threaten thrive
    throttle throw thrust thwart tolerate toll topple torment torpedo torture toss tot tout trample transact
    transcend transform transfuse transgress transit transition transmute transpire transplant trap traumatise
    traverse treble tremble triple trounce truss tug tutor typecast unbundle uncap undercut undergo undermine
    undersell underwrite unearth unenroll unhinge unify unionise unite unleash unload unmask unnerve unravel
    unregister unsettle unshare untangle untie upend uplift uproot upset usher usurp utilise utter vacate
    vandalise vanquish vaporise veil vend venerate vest vex victimise vie vilify vindicate violate vitiate
    vocalise vulcanise wallop wane warp warrant wash water-down waver weaken wean wear weave weep weld wheedle
    whip whitewash widen wield wilt win winterise wither withhold withstand witness woo worsen wound wrangle
    wrap wreak wreck wrestle wring yank zap
    """
    )
)

SOMETIMES_VERBS = frozenset(
    words(
        """
    aim anchor back bag bail band bar bark bin blanket box brand bridge buffer buoy button cage camp can cap card carry
    cart cash catalog chain chair champion channel chauffeur class coach coat cook crate crew crown cue cuff culture
    dam date deck detail dial dice doctor dock dope drug dub duplicate dust eat elbow engineer escort face fan farm
    father fence field film filter finger fire fish fit flank flip floor flute frame fuel gas gate gauge gavel glue
    groom guard guide gun halt hand head herd hook host house ice ink iron jail jam jar judge jump kennel key knight
    label lace lane lash leash line link load lunch mail man marshal mask mass mate mentor milk mill mine model moor
    mother mount muscle nail name neighbour net nurse oil order page pair panel paper park partner party patch patrol
    pawn peg pen people pilot pin pipe pitch place plate plumb pocket pole police pool post power premiere price prime
    process program proof prop puncture queue race ration reel referee rig ring role roof root rope rubber salt saddle
    salvage scalp scale school scout screen seat season seed sentence shadow shed shelf shell shield ship shoe shoot
    shoulder shower shuttle side sieve silo skin skipper slate slot snare soap sound spar spear spike sponge spray
    spring squad square staff stable stage stake stamp steam steer stem stitch stock stop strap stream strip sub
    substitute supply surface surge tail tank tap tape target task tax team test thread ticket tile toast tool top tow
    train transfer trap treat trick troop truck trust tube tune type valet vault vent verse vet video voice wad wall
    ward warehouse wash waste water wave weed weigh welcome weld winch wire witness yard zone
    """
    )
)
"""Nouns that are verbs where somebody or something that is acted on follows: "Groom pet", "Screen applicant"."""
