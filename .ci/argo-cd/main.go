// Says what Argo CD makes of the objects of one environment, with the code of Argo CD itself:
//
//	argo-cd-judge <question.json >answer.json
//
// It generates the Applications, asks the project whether they may do what they want, tells which of them each changed file concerns, and what
// the members of a group may do with them.
// An object that Argo CD would refuse ends it with a message.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-cd/v3/applicationset/controllers/template"
	"github.com/argoproj/argo-cd/v3/applicationset/generators"
	"github.com/argoproj/argo-cd/v3/applicationset/utils"
	argo "github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/app/path"
	"github.com/argoproj/argo-cd/v3/util/assets"
	"github.com/argoproj/argo-cd/v3/util/glob"
	"github.com/argoproj/argo-cd/v3/util/rbac"
	"github.com/argoproj/argo-cd/v3/util/settings"
	log "github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/fake"
)

var version = "unknown"

type object struct {
	Group     string `json:"group"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

type question struct {
	ApplicationSet argo.ApplicationSet `json:"applicationSet"`
	Application    argo.Application    `json:"application"`
	AppProject     argo.AppProject     `json:"appProject"`
	// The policy of argocd-rbac-cm.
	Policy string `json:"policy"`
	// What the Applications would apply.
	Objects []object `json:"objects"`
	// Changed files of the repository, each of a commit of its own.
	ChangedFiles []string `json:"changedFiles"`
	// Files in the folder of the Application.
	Files []string `json:"files"`
	// A group of people, as their login names it.
	Group string `json:"group"`
	// The data of argocd-cm.
	Settings map[string]string `json:"settings"`
}

type answer struct {
	Applications []argo.Application `json:"applications"`
	// The names of the Applications that a changed file concerns.
	Concerns map[string][]string `json:"concerns"`
	// The objects that the project does not permit.
	Forbidden []object `json:"forbidden"`
	// The files that the Application applies.
	Applied []string `json:"applied"`
	// What the group may do with the Application.
	May []string `json:"may"`
	// Whether who may synchronise may also do so with another revision than that of the Application.
	SyncMayChooseRevision bool `json:"syncMayChooseRevision"`
	// Whether the built-in administrator can log in.
	AdministratorEnabled bool `json:"administratorEnabled"`
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println(version)
		return
	}
	log.SetLevel(log.ErrorLevel)
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	var asked question
	must(decoder.Decode(&asked))
	must(json.NewEncoder(os.Stdout).Encode(judge(asked)))
}

func judge(asked question) answer {
	project := asked.AppProject
	must(project.ValidateProject())
	must(rbac.ValidatePolicy(asked.Policy))

	known := map[string]generators.Generator{"List": generators.NewListGenerator()}
	applications, _, err := template.GenerateApplications(log.NewEntry(log.StandardLogger()), asked.ApplicationSet, known, &utils.Render{}, nil)
	must(err)
	applications = append(applications, asked.Application)

	result := answer{Applications: applications, Concerns: map[string][]string{}}
	for _, application := range applications {
		cluster := &argo.Cluster{Name: application.Spec.Destination.Name}
		if application.Spec.Project != project.Name {
			log.Fatalf("%s is of project %s, not %s", application.Name, application.Spec.Project, project.Name)
		}
		if !project.IsSourcePermitted(application.Spec.GetSource()) {
			log.Fatalf("%s is not permitted its source", application.Name)
		}
		permitted, err := project.IsDestinationPermitted(cluster, application.Spec.Destination.Namespace, nil)
		must(err)
		if !permitted {
			log.Fatalf("%s is not permitted its destination", application.Name)
		}
		paths := path.GetSourceRefreshPaths(&application, application.Spec.GetSource())
		for _, file := range asked.ChangedFiles {
			if path.AppFilesHaveChanged(paths, []string{file}) {
				result.Concerns[file] = append(result.Concerns[file], application.Name)
			}
		}
	}
	destination := asked.Application.Spec.Destination
	for _, each := range asked.Objects {
		kind := schema.GroupKind{Group: each.Group, Kind: each.Kind}
		permitted, err := project.IsResourcePermitted(kind, each.Name, each.Namespace, &argo.Cluster{Name: destination.Name}, nil)
		must(err)
		if !permitted {
			result.Forbidden = append(result.Forbidden, each)
		}
	}
	for _, file := range asked.Files {
		if glob.Match(asked.Application.Spec.Source.Directory.Include, file) {
			result.Applied = append(result.Applied, file)
		}
	}
	result.May = granted(project, asked)
	result.SyncMayChooseRevision, result.AdministratorEnabled = configured(asked.Settings)
	return result
}

// granted asks the enforcer of the API server, with the policy of argocd-rbac-cm and those of the project.
func granted(project argo.AppProject, asked question) []string {
	enforcer := rbac.NewEnforcer(nil, "argocd", "argocd-rbac-cm", nil)
	must(enforcer.SetBuiltinPolicy(assets.BuiltinPolicyCSV))
	must(enforcer.SetUserPolicy(asked.Policy))
	ofProject := enforcer.CreateEnforcerWithRuntimePolicy(project.Name, project.ProjectPoliciesString())
	may := []string{}
	for _, action := range []string{rbac.ActionGet, rbac.ActionCreate, rbac.ActionUpdate, rbac.ActionDelete, rbac.ActionSync, rbac.ActionOverride, rbac.ActionAction} {
		if enforcer.EnforceWithCustomEnforcer(ofProject, asked.Group, rbac.ResourceApplications, action, project.Name+"/"+asked.Application.Name) {
			may = append(may, action)
		}
	}
	return may
}

func configured(data map[string]string) (syncMayChooseRevision bool, administratorEnabled bool) {
	labels := map[string]string{"app.kubernetes.io/part-of": "argocd"}
	client := fake.NewClientset(
		&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "argocd-cm", Namespace: "argocd", Labels: labels}, Data: data},
		&corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "argocd-secret", Namespace: "argocd", Labels: labels}},
	)
	manager := settings.NewSettingsManager(context.Background(), client, "argocd")
	needsOverride, err := manager.RequireOverridePrivilegeForRevisionSync()
	must(err)
	accounts, err := manager.GetAccounts()
	must(err)
	return !needsOverride, accounts["admin"].Enabled
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
