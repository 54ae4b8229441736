using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>All rules that hold the unpacked solution together beyond what SolutionPackager looks at.</summary>
public static class SolutionCheck
{
    /// <summary>Every rule. A new rule is added here; a test demands that each has a broken solution which it catches.</summary>
    public static IReadOnlyList<ISolutionRule> Rules { get; } =
    [
        new XmlIsWellFormed(), new XmlIsCanonical(), new PlainFilesHaveNoDeclarationAndNoComment(), new NothingStrayIsPacked(),
        new RootComponentsMatchTheFiles(), new CustomizationsHasEveryListElement(), new LanguagesAreListed(), new PartsHaveTheirWhole(), new IdsAreRandomAndUnique(), new FilesAreNamedAfterWhatTheyHold(),
        new VersionsAgree(), new SolutionManifestIsOurs(),
        new TablesAreNamedByTheRules(), new ColumnsAreWellDescribed(), new KeysKeepTheLimits(), new EveryTableHasItsPages(), new ChoicesCarryThePrefix(),
        new RelationshipIndexMatchesTheBodies(), new LookupsAndRelationshipsMatch(), new CascadesKeepTheLimits(),
        new FormsShowWhatExists(), new FormsKeepTheSystemsColumnsReadOnly(), new ViewsShowWhatExists(),
        new StepsAreSound(), new CustomApisAreSound(), new PluginPackageIsSound(),
        new AppsShowWhatExists(), new RolesNamePrivilegesThatExist(), new SecuredColumnsStaySecret(),
        new OnlyTheBasePlatformIsNeeded(), new NothingOfAnEnvironmentIsInside(),
        new WebResourcesAreComplete(), new WebResourcesDependOnWhatExists(), new DrawingsArePlain(),
        new CommandsLeadToWhatExists(), new ScriptsComeWithWhatTheyUse(), new ScriptsNameWhatExists(), new FormScriptsFitTheirForms(), new TextsAreThereInBothLanguages(), new PagesRunOnlyTheirOwnFiles(),
    ];

    /// <summary>Applies every rule.</summary>
    /// <param name="solution">The solution to check.</param>
    /// <returns>All findings, in the order of the rules; empty when all is well.</returns>
    public static IReadOnlyList<Finding> Run(UnpackedSolution solution) => [.. Rules.SelectMany(rule => rule.Check(solution))];
}
