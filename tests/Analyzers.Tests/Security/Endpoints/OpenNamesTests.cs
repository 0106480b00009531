using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Security.Endpoints;

/// <summary>Names that say whether an endpoint is for everyone, word by word.</summary>
public sealed class OpenNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("~/")]
    [InlineData("/home")]
    [InlineData("/health")]
    [InlineData("/api/health")]
    [InlineData("/api/v1/health")]
    [InlineData("/{tenant}/health")]
    [InlineData("[controller]/health")]
    [InlineData("~/api/health")]
    [InlineData("/auth/login")]
    [InlineData("/api/auth/register")]
    [InlineData("/auth/{provider}")]
    [InlineData("/auth/{scheme}")]
    [InlineData("/auth/{code}")]
    [InlineData("/auth/{token}")]
    [InlineData("/auth/{state}")]
    [InlineData("/auth/{action}")]
    [InlineData("/my-auth/callback")]
    [InlineData("/oauth2/token")]
    [InlineData("/users/oidc-login")]
    [InlineData("/customer/logIn")]
    [InlineData("/customer/sign-in")]
    [InlineData("/customer/logout")]
    [InlineData("/customer/sign-up")]
    [InlineData("/customer/sign-out")]
    [InlineData("/customer/weblogin")]
    [InlineData("/customer/web-sign-in")]
    [InlineData("/sessions")]
    [InlineData("/api/v1/session")]
    [InlineData("/v{version}/sessions")]
    [InlineData("/sessions/current")]
    [InlineData("/verify/{token}")]
    public void Templates_for_everyone(string template) => Assert.True(OpenNames.IsOpenTemplate(template));

    [Theory]
    [InlineData("/orders")]
    [InlineData("/api/orders")]
    [InlineData("/api/v1/orders/{id}")]
    [InlineData("/account/{id}")]
    [InlineData("/identity/{user}")]
    [InlineData("/auth/users")]
    [InlineData("/auth/roles")]
    [InlineData("/auth/delete-session")]
    [InlineData("/authors")]
    [InlineData("/orders/{login}")]
    [InlineData("/smart-home/devices")]
    [InlineData("/contact")]
    [InlineData("/api/contact")]
    [InlineData("/sessions/{id}")]
    [InlineData("/api/sessions/{sessionId}/messages")]
    [InlineData("/session/{id:guid}")]
    [InlineData("/chat/sessions")]
    public void Templates_that_are_not(string template) => Assert.False(OpenNames.IsOpenTemplate(template));

    [Theory]
    [InlineData("/contact", true)]
    [InlineData("/api/v2/contact", true)]
    [InlineData("~/api/Contact", true)]
    [InlineData("/contact/{id}", false)]
    [InlineData("/contact/messages", false)]
    [InlineData("/orders/contact", false)]
    [InlineData("/contacts", false)]
    [InlineData("/api//contact", false)]
    [InlineData("//contact", true)]
    public void A_contact_page_is_for_everyone_where_it_is_read(string template, bool isOpen)
    {
        Assert.Equal(isOpen, OpenNames.IsOpenTemplate(template, reads: true));
        Assert.Equal(isOpen, OpenNames.IsOpenAction("Shop", "Find", [], [template], reads: true));
        Assert.False(OpenNames.IsOpenAction("Shop", "Find", [], [template]));
    }

    [Theory]
    [InlineData("Auth", "Login", "", "")]
    [InlineData("Auth", "Index", "", "")]
    [InlineData("Auth", "Post", "", "")]
    [InlineData("Auth", "PostAsync", "", "")]
    [InlineData("Users", "Do", "api/auth", "register")]
    [InlineData("Users", "Do", "auth/login", "")]
    [InlineData("Users", "Do", "", "auth/{tenant}/login")]
    [InlineData("Sso", "Do", "", "token")]
    [InlineData("Health", "Get", "", "")]
    [InlineData("Orders", "Health", "", "")]
    [InlineData("Orders", "Get", "", "/health")]
    [InlineData("Orders", "Get", "health", "")]
    [InlineData("Sessions", "Create", "", "")]
    [InlineData("Sessions", "Create", "api/sessions", "")]
    [InlineData("Status", "Get", "", "{id}")]
    public void Actions_for_everyone(string controller, string action, string prefix, string template)
        => Assert.True(OpenNames.IsOpenAction(controller, action, List(prefix), List(template)));

    [Theory]
    [InlineData("Auth", "Users", "", "")]
    [InlineData("Auth", "DeleteUser", "", "")]
    [InlineData("Auth", "Index", "", "users")]
    [InlineData("Auth", "AssignRole", "", "roles")]
    [InlineData("Users", "All", "api/auth", "users")]
    [InlineData("Users", "All", "auth/auth", "users")]
    [InlineData("Orders", "Get", "", "/")]
    [InlineData("Orders", "Get", "", "~/")]
    [InlineData("Orders", "Get", "orders", "{id}")]
    [InlineData("Authors", "Get", "", "")]
    [InlineData("Contact", "Remove", "api/contact", "{id}")]
    [InlineData("Contact", "All", "api/contact", "")]
    [InlineData("Sessions", "Remove", "", "{id}")]
    [InlineData("Sessions", "Remove", "api/sessions", "{id}")]
    [InlineData("Chat", "Remove", "api/sessions", "{id}/messages")]
    [InlineData("Chat", "Remove", "", "sessions/{id}")]
    public void Actions_that_are_not(string controller, string action, string prefix, string template)
        => Assert.False(OpenNames.IsOpenAction(controller, action, List(prefix), List(template)));

    [Theory]
    [InlineData("auth", true)]
    [InlineData("oauth2", true)]
    [InlineData("UserAuthentication", true)]
    [InlineData("my-oidc", true)]
    [InlineData("ShopSso", true)]
    [InlineData("Author", false)]
    [InlineData("Orders", false)]
    public void Places_where_one_signs_in(string name, bool isArea) => Assert.Equal(isArea, OpenNames.IsArea(name));

    [Theory]
    [InlineData("Health", true)]
    [InlineData("Home", true)]
    [InlineData("Orders", false)]
    [InlineData("Contact", false)]
    public void Controllers_for_everyone(string name, bool isOpen) => Assert.Equal(isOpen, OpenNames.IsOpenAction(name, "Find", [], []));

    private static List<string> List(string template) => template.Length == 0 ? [] : [template];
}
