using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>What can become of records and runs.</summary>
internal static class RunCodes
{
    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB3101", "A record without its key", "A field by which the stream tells its records apart has no value, so the record could not be followed from night to night.", "Fill the field at the source."),
        new("LB3106", "Which spell it is cannot be told", "Positions are numbered over all rows of a person; this extract did not have them all.", "Nothing to do where the next complete extract settles it."),
        new("LB3107", "A field that the source no longer shows", "The mapping reads a field that an earlier run could read and this one could not: a permission was taken away, or a column is gone. That says nothing about the record, so nothing is corrected or withdrawn because of it.", "Grant the permission or put the column back, as the message says; or take the field out of the mapping."),
        new("LB3108", "The source's fields are not as they were", "A column or field that the mapping reads is gone, is empty everywhere or is written another way than in the last applied run, or there is a new one. lerbridge source schema --drift shows all of them.", "Look at the lines of the mapping that the message names. Where the change is right, correct Columns or the mapping; else have it put back at the source."),
        new("LB3501", "No person was found", "None of the record's identifiers belongs to anyone known, and the mapping holds such records.", "Add the person's identifier at the source, or let the mapping create persons (person.if_none)."),
        new("LB3502", "More than one person", "The record's identifiers belong to different persons. Nothing is guessed.", "Correct the identifiers at the source."),
        new("LB3503", "The source changed its mind about a person", "The source's own key was another person's before than the identifiers say now.", "Look at both records at the source; a merged or reused account is the usual reason."),
        new("LB3505", "Nothing identifies a person", "The record has none of the identifiers that the mapping lists, and no key of its own.", "Fill an identifier at the source."),
        new("LB4001", "Waits for a person", "The mapping asks a person before this is done (allow: ask); withdrawing asks where the mapping does not say. It is in the rest of the run's plan.", "Look at the rest with lerbridge plans show, and do it with lerbridge apply; or write true or false under allow in the mapping."),
        new("LB4002", "Not allowed", "The mapping does not allow this change (allow: false).", "Change allow in the mapping where it should be."),
        new("LB4003", "The credential changed meanwhile", "It was corrected or withdrawn between plan and apply, so the plan's row no longer fits.", "Nothing to do: the next run decides anew."),
        new("LB4004", "An identifier that was taken meanwhile", "Two runs met the same identifier at once and gave it to different persons; it stays with the first.", "Look at both records at their sources."),
        new("LB4005", "Claims that were changed in the ledger", "What a row of a sealed plan would have signed is not what was decided: somebody changed it in the ledger. Nothing of it was signed.", "Find out who wrote to the ledger beside LerBridge, and hold what was issued against the manifests: lerbridge runs verify. The next run decides the record anew."),
        new("LB4010", "A change that is held", "The record changed, and the mapping holds such changes (on_change).", "Look at the record; then change the record or the mapping's on_change."),
        new("LB4011", "Withdrawn because it changed", "The mapping suspends or revokes on this change (on_change). The credential stands again once the record says what the credential says.", "Nothing to do where that is meant."),
        new("LB4012", "Another one of its group is kept", "The mapping keeps one record of several (repeat), and this is not the one. It takes its turn where the other no longer counts.", "Nothing to do."),
        new("LB4013", "Back after it was withdrawn", "The record is back, or qualifies again, and the mapping says to hold or to leave that (on_change.returned).", "Look at the record; write returned: reinstate in the mapping where what is back should stand again."),
        new("LB4014", "Waits out its grace", "The record changed in a way on which the mapping acts only after some days or complete runs (on_change, after). Until then the credential stays as it is.", "Nothing to do: it acts by itself, or forgets the change where the record changes back."),
        new("LB4015", "No place in a suspension list", "The mapping suspends, and the credential was issued when its mapping could not: it has a place for revocation only, so that no verifier would see the suspension.", "Correct the record, and the corrected credential gets a place; or revoke it by hand; or write hold or revoke in on_change."),
        new("LB4016", "Stopped by hand", "A person suspended or revoked the credential, and no run undoes that: a suspension ends with lerbridge credential reinstate, a revocation never.", "Look at lerbridge credential show, which says who did it and why."),
        new("LB4017", "The next of its group was not read", "The record that was kept no longer counts, and the one that would take its place is not in this incomplete extract.", "Nothing to do: the next complete extract settles it."),
        new("LB4021", "Perhaps gone from the source", "A record that was issued is not in the extract, but rows of it could not be read, and one of them may be this record.", "Mend the rows that failed; the next run then knows."),
        new("LB4020", "Gone from the source", "A complete extract no longer has a record that was issued.", "Find out whether it was deleted by mistake; a withdrawal for absence is never made at first sight."),
        new("LB4030", "Already running", "Another process runs the same mapping.", "Wait for it; look at it with lerbridge runs list."),
        new("LB4031", "Could not be continued", "An interrupted run was too old to go on with, or its mapping has changed since.", "Nothing to do: a fresh run takes its place."),
        new("LB4050", "The source is empty", "Records are usual there, and a complete extract has none: a report was changed, or a right was lost, sooner than everybody having gone.", "Look at the source. The next run that finds records takes this one's place; where it is right all the same: lerbridge apply with --override-brake."),
        new("LB4051", "The source is short", "A complete extract has far fewer records than usual.", "Look at the source. The next run that is as usual takes this one's place; where it is right all the same: lerbridge apply with --override-brake."),
        new("LB4052", "The source is too long", "An extract has far more records than usual: a filter was lost, or a test system was connected.", "Look at the source; where it is right all the same: lerbridge apply with --override-brake."),
        new("LB4053", "Too many withdrawals", "The run would withdraw a large part of what stands.", "Look at what it would withdraw (lerbridge plans show); where it is right: lerbridge apply with --override-brake, or give the mapping a limit of its own (allow.limits)."),
        new("LB4054", "More than the mapping lets one run do", "The run is past a limit of its mapping (allow.limits), and waits as a whole.", "Look at it with lerbridge plans show; where it is right: lerbridge apply with --override-brake."),
        new("LB4055", "The same result for everybody", "Everything that the run would sign has one and the same result, where results were mixed so far: a column was filled by mistake, or read from the wrong place.", "Look at the source; where it is right all the same: lerbridge apply with --override-brake."),
        new("LB4060", "Not a plan that waits", "It was applied or discarded already, is a run that applied itself, or is the rest of one that is not applied.", "Look at lerbridge plans list."),
        new("LB4061", "A plan that was overtaken", "A later run or plan of the same mapping took its place, so that applying it would bring back what was.", "Make a new plan, or apply the later one."),
        new("LB4062", "A plan that has expired", "Nobody applied it in time, and the source may have moved on.", "Make a new plan."),
        new("LB4063", "A plan whose inputs have changed", "The mapping, a table or a framework, the issuer's settings that go into what it signs, a credential that it changes, who a person of it is, or its rows in the ledger are no longer what they were when it was made.", "Make a new plan."),
        new("LB4064", "A run has to end first", "A run of the mapping was cut short while it was applied; what is planned beside it would be decided on half of it.", "Run the mapping: the run goes on where it stopped."),
        new("LB4065", "Waits because of a brake", "The run looks wrong as a whole, so nothing of it was done.", "Look at it with lerbridge plans show; where it is right all the same: lerbridge apply with --override-brake and the reason, which is kept."),
        new("LB4066", "A plan that was discarded", "A person decided against it.", "Nothing to do: the next run decides anew."),
        new("LB4067", "A plan file that cannot be used", "It was changed after it was written, is another installation's, or is no plan file.", "Use the file as lerbridge plan wrote it, or the plan's id."),
        new("LB4080", "One person already", "Both identifiers are the same person's.", "Nothing to do; look at lerbridge person find."),
        new("LB4081", "Nothing to split", "The identifiers named are not this person's, or all of them are.", "Name those that are somebody else's, as lerbridge person find shows them."),
        new("LB4070", "A person decided against it", "The record was held, and a person rejected what would have been done (lerbridge hold reject). It stays so until the record changes at its source.", "Nothing to do."),
        new("LB4071", "A yes is not enough", "The hold cannot be released by a person's yes: something has to be mended first.", "Do what the message says; the next run then goes on by itself."),
        new("LB4090", "A schedule that did not run", "Its time came and nothing took it up: no service ran, or the one before it has not ended.", "Look at lerbridge schedule list and at the service; run the mappings by hand with lerbridge run."),
        new("LB4040", "Nothing to do by hand", "The credential is in that state already.", "Look at lerbridge credential show."),
        new("LB4041", "A revocation is final", "A revoked credential can be neither suspended nor reinstated: whoever relied on the revocation must be able to.", "Let a new one be issued: lerbridge credential reinstate with --anew, where a person revoked it; by itself, where a run did."),
        new("LB4042", "No place to be suspended in", "The credential was issued with a place for revocation only, so that no verifier would see a suspension.", "Revoke it; or set LerBridge:Issuer:Suspendable, which gives places from the next issue or correction on."),
        new("LB4043", "By hand, but not said how", "Whatever a person does to a credential needs a reason, and a yes where nobody can be asked.", "Say --reason, and --yes in scripts."),
    ];
}
