"""English verbs that ask something of a site or tell other people something, by family (`meanings.FAMILIES`)."""

from __future__ import annotations

DECIDING: dict[str, str] = {
    "decide": """
        vote for, demote, ship, fulfil, fulfill, mark shipped, hand in, turn in, file, file claim, lodge,
        notarise, notarize, certify, accredit, seal, nominate, elect, appoint, hire candidate, fire, lay off,
        make redundant, suspend employee, discharge, sentence, convict, acquit, dismiss case, drop charges,
        pardon, parole, waive, exempt, appeal, dispute, contest, challenge, protest, object, sue, prosecute,
        litigate, arbitrate, mediate, settle case, plead, plead guilty, swear, testify, admit guilt, confess,
        subpoena, summon witness, prescribe, administer, diagnose, admit patient, discharge patient, transfer
        patient, refer patient, operate, vaccinate, euthanise, dispense, adopt pet, marry, divorce, wed,
        graduate, expel student, enrol student, grade, score, assess, assign grade, award, confer, give award,
        penalise, penalize, fine, tow, impound, clamp, foreclose, repossess, serve notice, give notice, resign,
        retire from, quit job, step down, abdicate, disclaim, surrender, forfeit, concede, relinquish, renounce,
        cede, yield right, apply now, apply for, apply to, apply with, easy apply, quick apply, put up for sale,
        put on sale, exchange, trade in, trade-in, part exchange, return item, return goods, send back item,
        migrate, merge branch, squash and merge, rebase and merge, rebase, cherry-pick, commit changes, tag
        release, cut release, roll forward, failover, fail over, switchover, scale, scale up, scale down,
        autoscale, drain, evacuate host, reallocate, delegate, sync, sync now, synchronise, synchronize,
        replicate, backfill, reindex, re-index, reprocess, requeue, dequeue, enqueue, queue, submit job,
        process, process now, process batch, fulfil order, pack, dispatch order, collect, pick up, pick up
        order, pick up item, drop off, clock in, clock out, punch in, punch out, log hours, log time, log work,
        log call, log visit, log food, log, record, record payment, record sale, record vote, book in, sign in
        guest, sign for, start shift, end shift, start ride, end ride, finish trip, complete trip, arrive,
        arrived, i've arrived, pick up passenger, no-show, mark no-show, take over, take on, take ownership,
        take job, take order, claim task, self-assign, bid on job, accept ride, accept order, accept delivery,
        accept job, go on duty, go off duty, reschedule, rearrange appointment, schedule, schedule it, schedule
        call, schedule meeting, schedule post, schedule send, postpone, bring forward date, move appointment,
        recall product, recall message, quarantine, sanction, blacklist, whitelist, allowlist, denylist,
        greylist, draft player, trade player, cut player, sign player, substitute player, bench, loan player,
        found company, dissolve company, incorporate company, amend, amend return, amend filing, file return,
        file taxes, file now, declare income, report income, register birth, naturalise, renounce citizenship,
        enact, repeal, legislate, decree, promulgate law, vaccinate now, endorse candidate, rate, rate now, rate
        this, score it, grade it, nominate for, exchange gift, re-gift, generate and send, escrow, hold funds,
        release hold, release order, release room, release seat, rotate keys, reissue, re-issue, replace card,
        report lost, report stolen, freeze card, pair up, match up, enlist now, conscript, deputise, deputize,
        empower, license, licence, sublicense, franchise, sublet, let out, rent out, list property, list your
        space, start transfer, start migration, start deployment, transfer ownership, transfer domain, hand off,
        handoff, turn over, assign ownership, switch supplier, switch provider, change supplier, opt for
        transfer, complete transfer, unlock domain, submit reading, submit meter reading, submit claim, submit
        return, submit bid, submit offer, make offer, make an offer, counter, counter offer, counter-offer,
        negotiate, haggle, accept bid, award contract, tender, begin trial, put out to tender, convict now,
        exercise right, plant, water, irrigate, feed, brew, preheat, start engine, start car, honk, flash
        lights, ring bell, ring the bell, buzz in, open gate, open door, open garage, raise, lower, launch
        drone, land, take off now, eject disk now, fire torpedo, detonate, ignite, self-destruct sequence, arm
        bomb, mobilise, mobilize, deploy troops, attack, surrender game, end turn, craft, equip, unequip,
        sacrifice, level up, respec, evolve, fuse, summon hero, open loot box, open pack, attack now, settle
        here, pass turn, draw card, discard card, fold hand, play card, resign game, offer draw, accept draw,
        forfeit match, return, receive items, receive goods, receive shipment, receive order, receive stock,
        unmatch, unfriend, rollback, roll back, hold, hold mail, yank, commit, excuse, point domain, point
        nameservers, counteroffer, hammer down, cure, express interest, show interest, register interest,
        override, apply online, apply today, suggest an edit, suggest edit, suggest edits, suggest change,
        suggest changes, suggest improvement, suggest feature, suggest purchase, mark ready for, mark as ready
        for, forge, research, unenrol, unenroll me, unenrol me, regrade, re-grade, re-mark, depreciate, revalue,
        amortise, amortize, return to stock, return to sender, return to supplier, return to vendor, return to
        warehouse, return to shelter, adjust stock, adjust inventory, adjust balance, adjust off, immobilise,
        immobilize, comp, 86, seat, accession, aliquot, rehome, re-home, remediate, redeliver, re-deliver,
        store, age-restrict, cycle count, put through, bail, ship order, manifest, put away, scan out, weigh in,
        no sale, overturn, lift ban, live migrate, cross-check and release, rotate now, replay event, repeat
        test, pick order, pick items, post count, receive all, close table, continue hearing, apply
        recommendation, flag for moderator, flag for moderation, sign out case, lock pay period, apply discount,
        apply manager discount, use potion, use item, use skill, use ability, arraign, impanel, release suspect,
        book suspect, close out, requisition, resupply, palletise, palletize, containerise, stow cargo, offload
        cargo, devan, reroute, re-route, divert flight, ground aircraft, clear customs, clear for takeoff, clear
        to land, hand off flight, transload, weigh, tare, recalibrate, re-calibrate, prime pump, purge line,
        sterilize, autoclave, intubate, extubate, cannulate, catheterise, triage patient, code patient,
        anaesthetise, biopsy, refer on, refer out, re-refer, discontinue medication, titrate, reconcile
        medications, microchip, deworm, euthanize, quarantine animal, breed, milk, shear, harvest crop, spray,
        fertilize, prune tree, cull herd, christen, baptise, baptize, consecrate, cremate, inter, subrogate,
        novate, lapse, lapse policy, encash, commute pension, annuitise, crystallise, accelerate vesting,
        garnish wages, write down, capitalise lease, provision bad debt, net off, contra, close books, true up,
        settle up with, escheat, shortlist and interview, onboard hire, redeploy employee, second employee,
        regrade employee, dock pay, credential provider, re-credential, certify payroll, license driver, title,
        retitle vehicle, scrap vehicle, total vehicle, valet, service, defuel, tow away, clamp vehicle, reflash,
        provision device, enroll device, unenroll device, recommission, energize, de-energise, de-energize,
        isolate feeder, trip breaker, close breaker, open breaker, shed load, black start, vent, vent gas,
        bleed, flush line, dose, dose tank, open sluice, close sluice, raise gate, lower gate, raise barrier,
        lower barrier, sound horn, jog, home axis, home all axes, spindle on, cycle start, feed hold, e-stop,
        emergency stop, jog axis, park telescope, slew, fire thrusters, deorbit, separate stage, finalise count,
        audit ballot, recount, table motion, second motion, move motion, adjourn meeting, convene meeting,
        gazette, grant planning, grant permission, list building, catalogue item, accession item, deaccession,
        weed item, withdraw item, recall item, interlibrary loan, check back in, retake, resit, moderate grade,
        award degree, confer degree, rusticate, exclude pupil, re-enrol, re-enroll, promote class, waive fees,
        proctor, invigilate, unlock exam, curve grades, drop lowest grade, bump passenger, standby, waitlist,
        upgrade passenger, ticket, re-ticket, reticket, void ticket, reissue ticket, revalidate ticket, board
        passenger, deplane, gate-check, tag bag, offload bag, fire course, fire order, void sale, comp meal,
        refire, re-fire, seat party, turn table, 86 item, open register, drop cash, cash drop, paid out, pay in
        cash drawer, skim till, count drawer, blind close, z out, z report and close, pledge allegiance, caucus,
        whip vote, filibuster, second, patent, file patent, oppose patent, license technology, assign patent,
        blast-freeze, brew batch, keg, bottle, pitch yeast, transfer batch, rack wine, start fermentation, dump
        batch, serialise, serialize, aggregate pallet, commission batch, release batch, reject batch, quarantine
        batch, recall batch, re-roll character, sell card, reforge, socket gem, fuse cards, mulligan, concede
        match, call vote, kick off match, ready up, end game, hit, stand, double, parlay, cash out bet, lay bet,
        back bet, escort, assign patrol, dispatch unit, clear call, close call, mark on scene, mark en route,
        mark available, en route, on scene, implement, enact changes, impose, call next, start print run, clock
        on, clock off, punch on, desk reject, gate in, gate out, buddy up, backflush, no show, pick captain,
        fail, bar, certify copy, lift hold, lift restriction, swap room, swap rooms, swap seat, rack, uplink,
        downlink, final answer, lock in answer, use joker, skip caller, stand down, fire thruster, mark run as,
        borrow tool, co-opt, treat, offer bed, strike amendment, strike motion, strike set, knock down, lay
        away, close case file, cast off, cancel lesson, chart tooth, mark as beyond repair, support petition,
        support campaign, support this petition, op player, seed, rebuild array, rebuild raid, return to
        service, return to duty, return to use, put back into service, call witness, rule out of order""",
    "light": """
        like, unlike, star, unstar, favourite, favorite, unfavourite, unfavorite, bookmark, unbookmark, follow,
        unfollow, follow back, upvote, downvote, up-vote, down-vote, heart, unheart, love, clap, thumbs up,
        thumbs down, pin, unpin, unarchive, un-archive, flag for follow up, flag for follow-up, undelete,
        snooze, unsnooze, react, acknowledge, ack, silence, label, tag, untag, dog-ear, shortlist, wishlist,
        wish for, add star, cheer on, endorse skill, save for later, save to list, save item, save post, watch
        this, unwatch, star this, keep an eye on, remember this, wake, wake up, park, set aside, put on hold,
        put aside, hold call, sticky, unsticky, feature, unfeature, vouch, hide post, rate up, rate down,
        applaud, collect badge, highlight post, bump up, demote post, triage, prioritise, prioritize,
        deprioritise, deprioritize, reprioritise, raise priority, lower priority, raise hand, lower hand, kudos,
        give kudos, hug, follow topic, unmatch later, add reaction, remove reaction, interested, not interested,
        going, maybe, check off, tick off, cross off, nominate favourite, stash, un-stash, shelve, unshelve, dim
        alert, mute alert, defer, postpone reminder, cordon, uncordon, quarantine message, flag, unflag,
        unignore, unsilence, super like, superlike, clip coupon, collect coupon, mark all as read, mark all
        read, categorize, categorise, remind me, remind me about, remind me when, remind me before, remind me
        to, pend, unhold, retrieve, send to board, accept as best answer, accept as answer, mark as key event,
        subscribe to thread, subscribe to topic, subscribe to post, send back to draft, return to draft, revert
        edit, undo edit, rollback edit, put requisition on hold, lock comments, unlock comments, ignore reports,
        eject iso, eject cd, eject disc, eject drive, eject usb, save segment, save loadout, save preset, save
        layout, save combination, exclude transaction, move here, bump, postpone to, bury, bury card,
        uncomplete, keep unread, follow feed, skip set, load to card, load to my card, add to my routine""",
    "send": """
        send, resend, re-send, shout, yell, forward, fwd, transmit, deliver, dispatch message, post to, submit
        comment, send it, send off, send out, send over, drop a line, write to, broadcast, beam, relay, pass on,
        pass along, send reply, sms, send now, ship message, page on-call, page team, page doctor, page
        everyone, page someone, send invite, hand out, serve papers, serve, deliver verdict, wave, wave at, say
        hi, say hello, say thanks, say something, say yes to, thank, congratulate, greet, wish, sympathise,
        propose, propose to, flirt, send a like, send gift, send kiss, send rose, wink, poke, send a wink,
        nudge, ping, buzz, honk at, buzz someone, ring up, condole, apologise, apologize, introduce yourself,
        introduce me, mass email, blast, send blast, high five, high-five, fist bump, pat on the back, salute,
        toast, bow to, send love, give props, send a card, sign the guestbook, light a candle, pay tribute,
        close with comment, reply and close, say in, say to, say, send invoice, resend invoice, send payment
        reminder, send receipt, send bill, send statement, send quote, send crypto report, caption and post,
        captain's announcement, make announcement, make an announcement, make call to all, cue, cue talent, page
        passenger, page guest, read out, put on air, go on air, on air, take live, take to air, roll credits
        live, cut to, stream to, simulcast, crosspost to, cross-post to, blog it, toot, boost toot, retoot,
        skeet, repost to, return to author, light a virtual candle, light candle, deploy to live, push update
        to, rate stylist, challenge a friend, challenge friend, sign guest book, sign guestbook, sign the book,
        ask for backup, request backup, deliver speech, dedicate, phone a friend""",
    "publish": """
        publish, post it, post now, post update, tweet, retweet, repost, re-post, reblog, cross-post, crosspost,
        syndicate, amplify, announce, go live, go public, make live, push live, push to production site, air,
        stream live, start streaming, start stream, start broadcast, start broadcasting, live stream,
        livestream, quote post, quote tweet, share publicly, list for sale, list item, blog, release publicly,
        submit post, post anonymously, publicise, publicize, proclaim, declare, republish, re-publish, premiere,
        podcast, release album, release episode, publish to, pin to profile, syndicate to, raid, host channel,
        open to public, put online, print and distribute, circulate, distribute, spread, spread the word,
        evangelise, hashtag, roll out announcement, relist, re-list, switch to published, switch to live, update
        status page, set live, save page, start discussion, start a discussion, start topic, create topic, post,
        promulgate""",
    "write_to": """
        message, email, e-mail, mail, text, fax, dm, im, whisper, redirect message, private message, direct
        message, pm""",
    "notify": """
        notify, alert, inform, tell, let them know, let everyone know, warn everyone, remind, remind them,
        remind all, remind everyone, remind him, remind her, warn, caution, advise, update everyone, brief,
        admonish, nag, save and notify, sound alarm, raise alarm, sound the alarm, evacuate, call emergency,
        send reminder, send alert, send notification, notify all, sos, call for help, get help now, call 911,
        call 112, call 999, trigger alarm, page, sound, call code, chase, chase up, page out, radio, radio to""",
    "invite": """
        invite, re-invite, reinvite, invite to, ask to join, add friend, add as friend, friend, send friend
        request, send request, request to follow, request to join, request to connect, beckon, convene, rally,
        introduce to, bring in, ask out, match with, connect with, link up with, add to friends, add contact
        request, add to group chat, start group chat with, call a meeting, summon, call back actor""",
}  # fmt: skip
"""Family -> verbs."""
