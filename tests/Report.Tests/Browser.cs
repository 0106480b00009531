using Microsoft.Playwright;
using ProdGap.Tool.Report;
using ProdGap.Tool.Report.Page;

namespace ProdGap.Report.Tests;

/// <summary>A test that looks at the page in a browser. Without one it is skipped, but not where changes are checked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.Chromium is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "no Chromium";
        }
    }
}

/// <summary>One browser for all tests, and a folder for the pages that it opens.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>It only keeps a page that hangs from hanging for ever.</summary>
    private const float MostMilliseconds = 180_000;

    private readonly string folder = Directory.CreateTempSubdirectory("prodgap-page").FullName;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where Chromium lies, or null.</summary>
    internal static string? Chromium { get; } = Places.FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Chromium is not null)
        {
            playwright = await Playwright.CreateAsync();
            // The sandbox does not start for root, and the pages are our own.
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Opens the page of a report as from a mail: from a file. Whatever the page asks for or complains about is kept.</summary>
    internal async Task<Opened> OpenAsync(ReportModel model, BrowserNewContextOptions? options = null)
    {
        Assert.True(browser is not null, "There is no Chromium; .ci/run installs one.");
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllBytesAsync(file, HtmlPage.Write(model, "1.0.0"));
        var context = await browser!.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(MostMilliseconds);
        var page = await context.NewPageAsync();
        var opened = new Opened(page, file);
        page.Request += (_, request) => opened.Requests.Add(request.Url);
        page.Console += (_, message) => opened.Said.Add(message.Text);
        page.PageError += (_, error) => opened.Said.Add(error);
        await page.GotoAsync(opened.Address);
        return opened;
    }
}

/// <summary>A page that is open.</summary>
internal sealed class Opened(IPage page, string file) : IAsyncDisposable
{
    public IPage Page { get; } = page;

    /// <summary>What it asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What it complained about.</summary>
    public List<string> Said { get; } = [];

    public string Address { get; } = new Uri(file).AbsoluteUri;

    /// <summary>The page asked for itself and for nothing else, and complained about nothing.</summary>
    public void IsSelfContained()
    {
        Assert.Equal([Address], Requests.Where(static request => !request.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Equal("", string.Join('\n', Said));
    }

    /// <summary>All texts of an expression that returns an array of strings.</summary>
    public async Task<string[]> TextsAsync(string expression) => await Page.EvaluateAsync<string[]>(expression);

    /// <summary>The first elements that make the page scroll sideways; nothing if it does not.</summary>
    public Task<string> SidewaysAsync()
        => Page.EvaluateAsync<string>("document.documentElement.scrollWidth <= innerWidth ? '' : Array.from(document.querySelectorAll('body *')).filter(element => element.getBoundingClientRect().right > innerWidth + 0.5).slice(0, 3).map(element => element.outerHTML.slice(0, 120)).join('\\n')");

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
