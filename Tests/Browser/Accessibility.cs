using System.Collections.Generic;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// axe, run inside the page. Deque's own package for Playwright brings what it saw of each frame here and hands it to a window opened
/// for that, which takes ten times as long; and it passes over a frame that it could not look at, where this fails.
/// Source: github.com/dequelabs/axe-core/blob/develop/doc/run-partial.md
/// </summary>
internal static class Accessibility
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

    private const string Run = """
        async options => {
          const look = async (page, context) => {
            const { getFrameContexts, shadowSelect } = page.axe.utils;
            const frames = getFrameContexts(context);
            const seen = [await page.axe.runPartial(context, options)];
            for (const { frameSelector, frameContext } of frames) seen.push(...await look(shadowSelect(frameSelector).contentWindow, frameContext));
            return seen;
          };
          const { violations } = await axe.finishRun(await look(window, document), options);
          return violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(node => node.html).join(' | ')}`);
        }
        """;

    /// <summary>Every rule of WCAG 2.1 A and AA, and of good practice, that a page and its frames break, and where.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        foreach (var frame in page.Frames)
            if (!await frame.EvaluateAsync<bool>("() => 'axe' in window")) await frame.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run, new { runOnly = new { type = "tag", values = Tags } });
    }
}
