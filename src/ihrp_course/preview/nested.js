// One frame more between the host and the package, as some LMSs have it.
{
  const element = document.createElement("iframe");
  element.title = "Package";
  element.src = decodeURIComponent(location.hash.slice(1));
  document.getElementById("stage")?.append(element);
}
